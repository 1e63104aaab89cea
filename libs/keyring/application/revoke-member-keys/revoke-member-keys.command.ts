import { Command } from '@nestjs/cqrs';
import { type Caller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type MemberName } from '../member-access.js';
import { type RevokedKeys } from '../revoke-all-keys/revoke-all-keys.command.js';

export class RevokeMemberKeysCommand extends Command<RevokedKeys> {
  constructor(readonly caller: Caller, readonly member: MemberName, readonly reason: string | null, readonly idempotency: Idempotency | null) {
    super();
  }
}
