import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { formatPosition, ownerParts, Problem, type OwnerId } from '#contracts';
import { RegistryBarrier } from '#propagation';
import { ApiGroup, ApiProblems, OPERATIONS, startOf } from '#http';
import { ServiceGuard } from '#user-auth';
import { Republishing } from './republishing.js';
import {
  ReplicasAnswer,
  RepublishBody,
  RepublishedAnswer,
  RepublishOwnerBody,
  RepublishSinceBody,
} from './operations.dto.js';

/** For those who run Keyward, by a service token: `npm run ops` is their client. */
@ApiGroup(OPERATIONS)
@ApiBearerAuth('service-token')
@UseGuards(ServiceGuard)
@ApiProblems('service-token-invalid')
@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly republishing: Republishing,
    private readonly barrier: RegistryBarrier,
  ) {}

  @Post('republish')
  @ApiExtraModels(RepublishOwnerBody, RepublishSinceBody)
  @ApiBody({
    schema: { oneOf: [RepublishOwnerBody, RepublishSinceBody].map((each) => ({ $ref: getSchemaPath(each) })) },
  })
  @HttpCode(200)
  @ApiOperation({
    operationId: 'republish',
    summary: 'Sends again the events of one owner, or of all owners changed since a time',
    description:
      'From the event store to key-events, in order. Consumer groups that parked the owner resume; consumers that have the events already ignore them. Answers once all are acknowledged, and can be repeated.',
  })
  @ApiOkResponse({ type: RepublishedAnswer })
  republish(@Body() { ownerId, since }: RepublishBody): Promise<RepublishedAnswer> {
    if (ownerId !== undefined && since === undefined) return this.republishing.owner(requireOwnerId(ownerId));
    if (since !== undefined && ownerId === undefined) return this.republishing.since(startOf(since));
    throw new Problem('invalid-request', 'Send either ownerId or since, and not both.');
  }

  @Get('replicas')
  @ApiOperation({
    operationId: 'listReplicas',
    summary: 'Lists the verification replicas, and the changes that wait for them',
    description:
      'As this process sees the registry: every replica that may still answer, and what keeps confirmations waiting.',
  })
  @ApiOkResponse({ type: ReplicasAnswer })
  replicas(): ReplicasAnswer {
    const { replicas, waiting } = this.barrier.snapshot();
    return {
      replicas,
      waiting: waiting.map(({ position, ...rest }) => ({ position: formatPosition(position), ...rest })),
    };
  }
}

function requireOwnerId(ownerId: string): OwnerId {
  try {
    ownerParts(ownerId);
    return ownerId;
  } catch {
    throw new Problem(
      'invalid-request',
      'ownerId must be <orgId>/<userId>, as in acme/ann, written as answers and logs write it: the userId is percent-encoded.',
    );
  }
}
