import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  getSchemaPath,
} from '@nestjs/swagger';
import { Problem, type Role, ROLES } from '#contracts';
import { ApiGroup } from '#http';
import { Queries } from '#use-cases';
import { CurrentCaller, ServiceOrUserGuard, type Caller } from '#user-auth';
import { ChangeMemberCommand, type MemberChange } from '../application/change-member.js';
import { type Idempotency } from '../application/command-identity.js';
import { GetMemberQuery } from '../application/get-member.js';
import { GetMemberHistoryQuery } from '../application/get-member-history.js';
import { ListMembersQuery } from '../application/list-members.js';
import { RevokeMemberKeysCommand } from '../application/revoke-member-keys.js';
import { isLower } from '../domain/role.js';
import { AcceptedUnlessConfirmed, UNCONFIRMED } from './accepted.js';
import {
  ChangedMemberAnswer,
  HistoryAnswer,
  MemberListAnswer,
  OneMemberAnswer,
  RevokedMemberKeysAnswer,
} from './answers.dto.js';
import { ApiCommand, ApiQueryProblems } from './api-command.decorator.js';
import { MEMBERS } from './groups.js';
import { IdempotencyKey } from './idempotency-key.decorator.js';
import { NeverLimited } from './mutation-limit.guard.js';
import {
  ChangeMemberBody,
  DeactivateMemberBody,
  ListMembersQueryParams,
  MemberHistoryQuery,
  MemberQuery,
  MemberParams,
  ReactivateMemberBody,
  RevokeBody,
  SetRoleBody,
} from './requests.dto.js';

/**
 * Members of an organisation, for its administrators and owners and for services. An owner of it is touched by services
 * only.
 */
@ApiGroup(MEMBERS)
@ApiBearerAuth('user-token')
@ApiBearerAuth('service-token')
@UseGuards(ServiceOrUserGuard)
@UseInterceptors(AcceptedUnlessConfirmed)
@Controller('v1/members')
export class MembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: Queries,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMembers',
    summary: 'Lists the known members of an organisation',
    description:
      'Members who have called with their own token, and members whose role or activation a service has set.',
  })
  @ApiOkResponse({ type: MemberListAnswer })
  @ApiQueryProblems('service-token-invalid', 'forbidden')
  list(
    @CurrentCaller() caller: Caller,
    @Query() { orgId, search, limit, cursor }: ListMembersQueryParams,
  ): Promise<MemberListAnswer> {
    return this.queries.execute(new ListMembersQuery(caller, orgId, search, { limit, cursor }));
  }

  @Get(':userId')
  @ApiOperation({
    operationId: 'getMember',
    summary: 'Shows a member: role, activation, and how many keys are in force',
    description: 'For administrators and owners of the organisation, and for services.',
  })
  @ApiOkResponse({ type: OneMemberAnswer })
  @ApiQueryProblems('service-token-invalid', 'forbidden', 'member-unknown')
  get(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: MemberParams,
    @Query() { orgId }: MemberQuery,
  ): Promise<OneMemberAnswer> {
    return this.queries.execute(new GetMemberQuery(caller, { userId, orgId }));
  }

  @Get(':userId/history')
  @ApiOperation({
    operationId: 'getMemberHistory',
    summary: 'Lists what changed a member’s access, when and by whom, oldest first',
    description:
      'Role, activation, and everything about the member’s keys except reminders. A role that a newer token only repeats is not listed.',
  })
  @ApiOkResponse({ type: HistoryAnswer })
  @ApiQueryProblems('service-token-invalid', 'forbidden', 'member-unknown')
  history(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: MemberParams,
    @Query() { orgId, limit, cursor }: MemberHistoryQuery,
  ): Promise<HistoryAnswer> {
    return this.queries.execute(new GetMemberHistoryQuery(caller, { userId, orgId }, { limit, cursor }));
  }

  @Put(':userId')
  @ApiExtraModels(SetRoleBody, DeactivateMemberBody, ReactivateMemberBody)
  @ApiBody({
    schema: {
      oneOf: [SetRoleBody, DeactivateMemberBody, ReactivateMemberBody].map((each) => ({ $ref: getSchemaPath(each) })),
    },
  })
  @ApiOperation({
    operationId: 'changeMember',
    summary: 'Changes a member’s role, or deactivates or reactivates the member',
    description:
      'A service may change every member, owners too, also before their first visit (known: false). A person may not change an owner or themselves, may not assign the role owner, ' +
      'and may set roles only with ROLE_SOURCE=members. For a person, a member whose role neither a token nor a service has named yet is member-unknown.',
  })
  @ApiOkResponse({ type: ChangedMemberAnswer })
  @ApiAcceptedResponse({ type: ChangedMemberAnswer, description: UNCONFIRMED })
  @NeverLimited(isDeactivationOrDemotion)
  @ApiCommand('service-token-invalid', 'forbidden', 'role-from-token', 'member-unknown', 'change-limit-reached')
  change(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: MemberParams,
    @Query() { orgId }: MemberQuery,
    @Body() body: ChangeMemberBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<ChangedMemberAnswer> {
    return this.commands.execute(new ChangeMemberCommand(caller, { userId, orgId }, changeFrom(body), idempotency));
  }

  @Post(':userId/revoke-all-keys')
  @HttpCode(200)
  @ApiBody({ type: RevokeBody, required: false })
  @ApiOperation({
    operationId: 'revokeMemberKeys',
    summary: 'Revokes all keys of a member at once',
    description: 'Allowed to the same callers as changing the member.',
  })
  @ApiOkResponse({ type: RevokedMemberKeysAnswer })
  @ApiAcceptedResponse({ type: RevokedMemberKeysAnswer, description: UNCONFIRMED })
  @NeverLimited()
  @ApiCommand('service-token-invalid', 'forbidden', 'member-unknown')
  revokeAllKeys(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: MemberParams,
    @Query() { orgId }: MemberQuery,
    @Body() { reason }: RevokeBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<RevokedMemberKeysAnswer> {
    return this.commands.execute(new RevokeMemberKeysCommand(caller, { userId, orgId }, reason ?? null, idempotency));
  }
}

function changeFrom({ role, active, keys }: ChangeMemberBody): MemberChange {
  if (keys !== undefined && active !== true) throw new Problem('invalid-request', 'keys goes with active: true only.');
  if (role !== undefined && active === undefined) return { role };
  if (active !== undefined && role === undefined) return active ? { active, keys: keys ?? 'restore' } : { active };
  throw new Problem('invalid-request', 'Send either role or active, and not both.');
}

async function isDeactivationOrDemotion(body: unknown, roleOfMember: () => Promise<Role | null>): Promise<boolean> {
  if (typeof body !== 'object' || body === null) return false;
  if ('active' in body) return body.active === false;
  const asked = 'role' in body ? ROLES.find((role) => role === body.role) : undefined;
  if (asked === undefined) return false;
  const known = await roleOfMember();
  return known !== null && isLower(asked, known);
}
