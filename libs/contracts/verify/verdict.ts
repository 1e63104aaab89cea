import { type OwnerId } from '../owner-id.js';
import { type Mode, type Role, type Scope } from '../vocabulary.js';

/** A question about a key: `permission` or `endpoint`, not both. With neither, a yes authorises nothing in particular. */
export interface VerifyRequest {
  /** The whole secret, as its holder sent it. */
  key: string;
  /** Such as `reports.view`, 1–100 characters. */
  permission?: string | undefined;
  /**
   * A request that the route table maps to a permission. `method`: 1–16 characters; `path`: as it was sent, without the
   * query, 1–8192 characters.
   */
  endpoint?: { method: string; path: string } | undefined;
}

/** The key works, and may do what was asked. */
export interface AcceptedAnswer {
  valid: true;
  code: 'valid';
  keyId: string;
  /** Which of the key's secrets it is: a rotation issues another one. */
  credentialId: string;
  ownerId: OwnerId;
  orgId: string;
  scope: Scope;
  mode: Mode;
  /** The owner's, now. */
  role: Role;
  /** Everything that the key may do now. */
  permissions: string[];
  /** ISO 8601; null: never. */
  expiresAt: string | null;
  /** When this secret stops working because its key was rotated; null for the current one. */
  activeUntil: string | null;
}

/** Why a key is refused, whatever it is to do. */
export type RefusalCode =
  | 'malformed'
  | 'mode-refused'
  | 'unknown'
  | 'revoked'
  | 'expired'
  | 'grace-ended'
  | 'paused'
  | 'owner-inactive'
  | 'route-unmapped';

/** The key does not work, or not for this. */
export type RefusedAnswer =
  | { valid: false; code: RefusalCode }
  | {
      valid: false;
      code: 'permission-denied';
      /** What was asked for, or what the route needs. */
      permission: string;
      /** What lacks it: the owner's role, or only the key. */
      reason: 'role' | 'scope';
    };

/** The verdict on a key. */
export type VerifyAnswer = AcceptedAnswer | RefusedAnswer;

/** In a batch: no verdict on this item. */
export interface UnavailableAnswer {
  valid: false;
  code: 'verdict-unavailable';
}

/** One answer of a batch. */
export type BatchAnswer = VerifyAnswer | UnavailableAnswer;
