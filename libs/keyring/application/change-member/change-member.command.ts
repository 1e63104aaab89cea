import { Command } from '@nestjs/cqrs';
import { type Propagation, type Role } from '#contracts';
import { type Caller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type MemberName } from '../member-access.js';

export type MemberChange = { readonly role: Role } | { readonly active: boolean };

export interface ChangedMember {
  /** `role` is null while nobody has told it. */
  readonly member: { readonly userId: string; readonly role: Role | null; readonly active: boolean };
  readonly propagation: Propagation;
}

export class ChangeMemberCommand extends Command<ChangedMember> {
  constructor(readonly caller: Caller, readonly member: MemberName, readonly change: MemberChange, readonly idempotency: Idempotency | null) {
    super();
  }
}
