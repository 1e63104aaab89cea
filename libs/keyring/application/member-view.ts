import { type Role } from '#contracts';
import { type Keyring } from '../domain/keyring.js';

export interface MemberView {
  readonly userId: string;
  /** Null while it is unknown. */
  readonly role: Role | null;
  readonly active: boolean;
  /** Whether the member has ever called with a token of their own. */
  readonly known: boolean;
  readonly keys: number;
}

/** `keys`: whatever the answer counts. */
export function memberView(userId: string, { owner }: Keyring, keys: number): MemberView {
  return { userId, role: owner.role?.role ?? null, active: owner.active, known: owner.seen, keys };
}
