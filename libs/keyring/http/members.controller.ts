import { Body, Controller, HttpCode, Param, Post, Put, Query, Res, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Problem } from '#contracts';
import { CurrentCaller, ServiceOrUserGuard, type Caller } from '#user-auth';
import { ChangeMemberCommand, type MemberChange } from '../application/change-member/change-member.command.js';
import { type Idempotency } from '../application/command-identity.js';
import { RevokeMemberKeysCommand } from '../application/revoke-member-keys/revoke-member-keys.command.js';
import { acceptedUnlessConfirmed, UNCONFIRMED } from './accepted.js';
import { ChangedMemberAnswer, RevokedKeysAnswer } from './answers.dto.js';
import { ApiCommand } from './api-command.decorator.js';
import { RetryOf } from './idempotency.decorator.js';
import { ChangeMemberBody, MemberQuery, RevokeBody } from './requests.dto.js';

/** Members of an organisation, for its administrators and owners and for services. An owner of it is touched by nobody. */
@ApiTags('Members')
@ApiBearerAuth('user-token')
@ApiBearerAuth('service-token')
@UseGuards(ServiceOrUserGuard)
@Controller('v1/members')
export class MembersController {
  constructor(private readonly commands: CommandBus) {}

  @Put(':userId')
  @ApiOperation({ operationId: 'changeMember', summary: 'Changes a member’s role, or deactivates or reactivates them' })
  @ApiOkResponse({ type: ChangedMemberAnswer })
  @ApiAcceptedResponse({ type: ChangedMemberAnswer, description: UNCONFIRMED })
  @ApiCommand('service-token-invalid', 'forbidden', 'role-from-token')
  async change(
    @CurrentCaller() caller: Caller, @Param('userId') userId: string, @Query() { orgId }: MemberQuery, @Body() body: ChangeMemberBody,
    @RetryOf() retry: Idempotency | null, @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedMemberAnswer> {
    const change = changeFrom(body);
    const answer = await this.commands.execute(new ChangeMemberCommand(caller, { userId, orgId }, change, retry));
    const onlyGivesRights = 'active' in change && change.active;
    return onlyGivesRights ? answer : acceptedUnlessConfirmed(answer, reply);
  }

  @Post(':userId/revoke-all-keys')
  @HttpCode(200)
  @ApiBody({ type: RevokeBody, required: false })
  @ApiOperation({ operationId: 'revokeMemberKeys', summary: 'Revokes all keys of a member at once' })
  @ApiOkResponse({ type: RevokedKeysAnswer })
  @ApiAcceptedResponse({ type: RevokedKeysAnswer, description: UNCONFIRMED })
  @ApiCommand('service-token-invalid', 'forbidden')
  async revokeAllKeys(
    @CurrentCaller() caller: Caller, @Param('userId') userId: string, @Query() { orgId }: MemberQuery, @Body() { reason }: RevokeBody,
    @RetryOf() retry: Idempotency | null, @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevokedKeysAnswer> {
    return acceptedUnlessConfirmed(await this.commands.execute(new RevokeMemberKeysCommand(caller, { userId, orgId }, reason ?? null, retry)), reply);
  }
}

function changeFrom({ role, active }: ChangeMemberBody): MemberChange {
  if (role !== undefined && active === undefined) return { role };
  if (active !== undefined && role === undefined) return { active };
  throw new Problem('invalid-request', 'Send either role or active, and not both.');
}
