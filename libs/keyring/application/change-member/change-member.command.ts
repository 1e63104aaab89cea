import { Command } from '@nestjs/cqrs';
import { type Propagation, type Role } from '#contracts';
import { type Caller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type MemberName } from '../member-access.js';
import { type MemberView } from '../member-view.js';

export type MemberChange = { readonly role: Role } | { readonly active: false } | { readonly active: true; readonly keys: 'restore' | 'revoke' };

export interface ChangedMember {
  /** `keys`: how many keys this took out of force or put back. */
  readonly member: MemberView;
  readonly propagation: Propagation;
}

export class ChangeMemberCommand extends Command<ChangedMember> {
  constructor(readonly caller: Caller, readonly member: MemberName, readonly change: MemberChange, readonly idempotency: Idempotency | null) {
    super();
  }
}
