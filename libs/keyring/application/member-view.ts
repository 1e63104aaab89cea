import { type Role } from '#contracts';
import { type Keyring, type Owner } from '../domain/keyring.js';
import { type CommandOutcome } from './command-loop.js';

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
export function memberView(userId: string, { owner }: Pick<Keyring, 'owner'>, keys: number): MemberView {
  return { userId, role: owner.role?.role ?? null, active: owner.active, known: owner.seen, keys };
}

/** The owner as a command left it that is about no single key. */
export function ownerLeft({ keyring: { owner } }: CommandOutcome): Owner {
  if (owner === null) throw new TypeError('only a command about one key leaves the owner out');
  return owner;
}
