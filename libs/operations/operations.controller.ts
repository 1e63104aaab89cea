import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { formatPosition, ownerParts, Problem, type OwnerId } from '#contracts';
import { RegistryBarrier } from '#propagation';
import { ApiProblems, startOf } from '#http';
import { ServiceGuard } from '#user-auth';
import { Republishing } from './republishing.js';
import { ReplicasAnswer, RepublishBody, RepublishedAnswer } from './operations.dto.js';

/** For those who run Keyward, by a service token: `npm run ops` is their client. */
@ApiTags('Operations')
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
