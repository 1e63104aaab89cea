import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import {
  KEYRING_EVENTS,
  MODES,
  REMINDER_INTERVALS,
  ROLES,
  SCOPES,
  type Mode,
  type Propagation,
  type ReminderInterval,
  type Role,
  type Scope,
} from '#contracts';
import { type ChangedMember } from '../application/change-member.js';
import { type Me } from '../application/get-me.js';
import { type HistoryPage } from '../application/history-page.js';
import { type KeyList } from '../application/list-keys.js';
import { type MemberList } from '../application/list-members.js';
import { type MemberView } from '../application/member-view.js';
import { type RevokedKeys } from '../application/revoke-all-keys.js';
import { type RevokedMemberKeys } from '../application/revoke-member-keys.js';
import { type HistoryEntry } from '../domain/key-history.js';
import { RETIRED_SHOWN } from '../domain/keyring.js';
import { KEY_STATUSES, type CredentialView, type KeyStatus, type KeyView } from '../domain/key-view.js';

const TIME = { type: String, format: 'date-time' } as const;
const TIME_OR_NULL = { ...TIME, nullable: true } as const;
const NOTE = {
  type: String,
  description:
    'Present when the mail will not come as set: the key expires before the reminder is due, or mail to the known address was refused.',
  example:
    'This key expires on 31 January 2027, 23:30 UTC, before the reminder would be due. A mail goes out 7 days before the expiry instead.',
} as const;
const NAMES = { type: String, isArray: true } as const;

export class CredentialAnswer implements CredentialView {
  @ApiProperty({ type: String }) readonly credentialId: string;
  @ApiProperty({
    type: String,
    description: 'Prefix and first 4 characters of the secret.',
    example: 'claribi_sk_live_a1B2',
  })
  readonly hint: string;
  @ApiProperty(TIME) readonly createdAt: string;
  @ApiProperty({ enum: ['current', 'grace', 'retired'], description: 'grace: replaced by a rotation, still accepted.' })
  readonly status: 'current' | 'grace' | 'retired';
  @ApiProperty({ ...TIME_OR_NULL, description: 'When it stops or stopped working; null: no end is set.' })
  readonly activeUntil: string | null;
}

export class ReminderAnswer {
  @ApiProperty({ enum: REMINDER_INTERVALS }) readonly intervalDays: ReminderInterval;
  @ApiProperty(TIME) readonly dueAt: string;
}

export class KeyAnswer implements KeyView {
  @ApiProperty({ type: String }) readonly keyId: string;
  @ApiProperty({ type: String }) readonly name: string;
  @ApiProperty({ enum: SCOPES }) readonly scope: Scope;
  @ApiProperty({ enum: MODES }) readonly mode: Mode;
  @ApiProperty({ enum: KEY_STATUSES, description: 'paused: no secret of the key works until it is resumed.' })
  readonly status: KeyStatus;
  @ApiProperty({ type: String, description: 'Prefix and first 4 characters of the current secret.' })
  readonly hint: string;
  @ApiProperty(TIME) readonly createdAt: string;
  @ApiProperty(TIME_OR_NULL) readonly rotatedAt: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Whole days since the current credential was issued.' })
  readonly ageDays: number;
  @ApiProperty({
    type: Boolean,
    description: 'The key is neither revoked nor expired, and its current credential is older than 90 days.',
  })
  readonly rotationDue: boolean;
  @ApiProperty(TIME_OR_NULL) readonly expiresAt: string | null;
  @ApiProperty(TIME_OR_NULL) readonly revokedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly revokedReason: string | null;
  @ApiProperty({ type: ReminderAnswer, nullable: true }) readonly reminder: ReminderAnswer | null;
  @ApiProperty({
    type: CredentialAnswer,
    isArray: true,
    description: `Newest first: the current one, those in grace, and the newest ${String(RETIRED_SHOWN)} retired ones.`,
  })
  readonly credentials: readonly CredentialAnswer[];
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'How many retired credentials are older than those in credentials. The history of the key has them.',
  })
  readonly olderCredentials: number;
}

export class PropagationAnswer implements Propagation {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      '"partition:offset" of the change; null when there is nothing to wait for, or the change is not published yet.',
  })
  readonly position: string | null;
  @ApiProperty({ type: Boolean, description: 'true: no replica can still answer from before the change.' })
  readonly confirmed: boolean;
  @ApiProperty({ type: 'integer', minimum: 0 }) readonly replicas: number;
  @ApiProperty({ type: Number, minimum: 0 }) readonly waitedMs: number;
}

export class OneKeyAnswer {
  @ApiProperty({ type: KeyAnswer }) readonly key: KeyAnswer;
}

export class ReminderSetAnswer extends OneKeyAnswer {
  @ApiPropertyOptional(NOTE) readonly note?: string;
}

export class ChangedKeyAnswer extends OneKeyAnswer {
  @ApiProperty({ type: PropagationAnswer }) readonly propagation: PropagationAnswer;
}

export class KeyAfterChangesAnswer extends ChangedKeyAnswer {
  @ApiPropertyOptional({
    ...NOTE,
    description: `Of a key with a reminder, when expiresAt was sent. ${NOTE.description}`,
  })
  readonly note?: string;
}

export class KeyWithSecretAnswer extends ChangedKeyAnswer {
  @ApiPropertyOptional({
    type: String,
    description:
      'The secret, in this one answer only. Store it now: Keyward does not keep it and cannot show it again.',
  })
  readonly secret?: string;
  @ApiPropertyOptional({
    type: Boolean,
    enum: [true],
    description:
      'In place of secret in the answer to a retry (same Idempotency-Key): only the first answer contains the secret; it is not stored, so it cannot be repeated. If that answer was lost, rotate the key.',
  })
  readonly secretShown?: true;
}

export class KeyListAnswer implements KeyList {
  @ApiProperty({ type: KeyAnswer, isArray: true, description: 'Newest first.' }) readonly keys: readonly KeyAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'cursor of the next page; null: this is the last one.' })
  readonly nextCursor: string | null;
}

export class HistoryEntryAnswer implements HistoryEntry {
  @ApiProperty(TIME) readonly at: string;
  @ApiProperty({ enum: Object.keys(KEYRING_EVENTS) }) readonly type: HistoryEntry['type'];
  @ApiProperty({ type: String, description: 'user:<orgId>/<userId> or service:<name>', example: 'user:acme/ann' })
  readonly by: HistoryEntry['by'];
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly details: HistoryEntry['details'];
}

export class HistoryAnswer implements HistoryPage {
  @ApiProperty({ type: HistoryEntryAnswer, isArray: true, description: 'Oldest first.' })
  readonly events: readonly HistoryEntryAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'cursor of the next page; null: this is the last one.' })
  readonly nextCursor: string | null;
}

export class RevokedKeysAnswer implements Omit<RevokedKeys, 'takesRightsAway'> {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many keys were active or paused until now.' })
  readonly revoked: number;
  @ApiProperty({ type: PropagationAnswer }) readonly propagation: PropagationAnswer;
}

/** Of `known` in each answer about a member. */
const KNOWN = { type: Boolean, description: 'false: Keyward has never seen a token of this member.' } as const;

export class RevokedMemberKeysAnswer extends RevokedKeysAnswer implements Omit<RevokedMemberKeys, 'takesRightsAway'> {
  @ApiProperty(KNOWN) readonly known: boolean;
}

class MemberFacts implements Omit<MemberView, 'keys'> {
  @ApiProperty({ type: String }) readonly userId: string;
  @ApiProperty({
    enum: ROLES,
    nullable: true,
    description: 'The role that the member’s keys have. null: not known yet.',
  })
  readonly role: Role | null;
  @ApiProperty({ type: Boolean }) readonly active: boolean;
  @ApiProperty(KNOWN) readonly known: boolean;
}

export class MemberAnswer extends MemberFacts implements MemberView {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many keys are in force.' }) readonly keys: number;
}

export class ListedMemberAnswer extends OmitType(MemberAnswer, ['known']) {}

export class MemberListAnswer implements MemberList {
  @ApiProperty({
    type: ListedMemberAnswer,
    isArray: true,
    description:
      'Sorted by user id. A member whose events this version cannot read has role null and active false: their keys do not work.',
  })
  readonly members: readonly ListedMemberAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'cursor of the next page; null: this is the last one.' })
  readonly nextCursor: string | null;
}

export class AffectedMemberAnswer extends MemberFacts implements MemberView {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description:
      'How many keys this call stopped or restored: by a deactivation, by a reactivation, or revoked by keys: "revoke". 0 for a change of the role and for a repeated call.',
  })
  readonly keys: number;
}

export class OneMemberAnswer {
  @ApiProperty({ type: MemberAnswer }) readonly member: MemberAnswer;
}

export class ChangedMemberAnswer implements Omit<ChangedMember, 'takesRightsAway'> {
  @ApiProperty({ type: AffectedMemberAnswer }) readonly member: AffectedMemberAnswer;
  @ApiProperty({ type: PropagationAnswer }) readonly propagation: PropagationAnswer;
}

export class ScopesAnswer {
  @ApiProperty(NAMES) readonly 'read-only': readonly string[];
  @ApiProperty(NAMES) readonly 'read-write': readonly string[];
}

export class MeAnswer implements Me {
  @ApiProperty({ type: String, example: 'acme/ann' }) readonly ownerId: string;
  @ApiProperty({ type: String }) readonly orgId: string;
  @ApiProperty({ type: String, nullable: true, description: 'From the token; null: the token has none.' })
  readonly name: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'From the token; null: the token has none.' })
  readonly email: string | null;
  @ApiProperty({ enum: ROLES }) readonly role: Role;
  @ApiProperty({ ...NAMES, description: 'Permissions that the role gives.' })
  readonly rolePermissions: readonly string[];
  @ApiProperty({ ...NAMES, description: 'Permissions that every active member has.' })
  readonly baseline: readonly string[];
  @ApiProperty({ type: ScopesAnswer, description: 'What a key of each scope may do for this person.' })
  readonly scopes: ScopesAnswer;
}
