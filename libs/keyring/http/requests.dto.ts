import { ApiPropertyOptional, ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  MAX_GRACE_HOURS,
  MODES,
  NAME_BOUNDS,
  REASON_BOUNDS,
  REMINDER_INTERVALS,
  ROLES,
  SCOPES,
  type Mode,
  type ReminderInterval,
  type Role,
  type Scope,
} from '#contracts';
import { ApiSchemaRule, DAY_OR_MOMENT, IsDayOrMoment, NullableField, OptionalField, PageQuery } from '#http';

const TEXT_RULES =
  'Characters as a person counts them: an emoji of several code points is one. At least one is visible; no control characters, line breaks, marks that ' +
  'change the direction of text, or API keys. Stored composed (NFC), without spaces around it.';

/** No control characters, separators of lines, or marks that change the direction of text. */
const PLAIN = '^[^\\u0000-\\u001F\\u007F-\\u009F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]*$';

/** Of the name of a key. */
const NAME = {
  type: String,
  pattern: PLAIN,
  description:
    `What the key is for: 1 to ${String(NAME_BOUNDS.characters)} characters, at most ${String(NAME_BOUNDS.bytes)} bytes in UTF-8. ${TEXT_RULES} ` +
    `maxLength counts code points, so it is what ${String(NAME_BOUNDS.characters)} characters can have at most.`,
  minLength: 1,
  maxLength: NAME_BOUNDS.bytes,
  example: 'Weekly Report Script',
} as const;
const NAME_IS_TEXT = { message: `name must be a text of 1 to ${String(NAME_BOUNDS.characters)} characters` };

export class KeyParams {
  @ApiProperty({
    type: String,
    description: 'The keyId of the key, as answers have it.',
    maxLength: 256,
    example: 'key_1',
  })
  @IsString({ message: 'keyId must be the id of one key' })
  readonly keyId: string;
}

export class MemberParams {
  @ApiProperty({
    type: String,
    pattern: '^[!-~]+$',
    minLength: 1,
    maxLength: 255,
    description: 'The member’s user id: the sub of their token, percent-encoded.',
    example: 'ann',
  })
  @IsString({ message: 'userId must be the id of one member' })
  readonly userId: string;
}

export class CreateKeyBody {
  @ApiProperty(NAME)
  @IsString(NAME_IS_TEXT)
  readonly name: string;

  @ApiProperty({ enum: SCOPES })
  @IsIn(SCOPES, { message: `scope must be one of ${SCOPES.join(', ')}` })
  readonly scope: Scope;

  @ApiPropertyOptional({ enum: MODES, description: 'Left out: live.' })
  @OptionalField()
  @IsIn(MODES, { message: `mode must be one of ${MODES.join(', ')}` })
  readonly mode?: Mode;

  @ApiPropertyOptional({
    ...DAY_OR_MOMENT,
    nullable: true,
    example: '2030-01-31',
    description:
      'A time in the future, or the last day on which the key works, until its end in UTC; the answer shows the moment. Without it, or with null, the key works until it is revoked.',
  })
  @NullableField()
  @IsDayOrMoment('expiresAt')
  readonly expiresAt?: string | null;
}

/** `name`, `expiresAt`, or both. */
@ApiSchemaRule({ minProperties: 1 })
export class ChangeKeyBody {
  @ApiPropertyOptional(NAME)
  @OptionalField()
  @IsString(NAME_IS_TEXT)
  readonly name?: string;

  @ApiPropertyOptional({
    ...DAY_OR_MOMENT,
    nullable: true,
    example: '2030-01-31',
    description:
      'A time in the future, or the last day on which the key works, until its end in UTC. null: the key works until it is revoked. An expired key works again with a later expiry.',
  })
  @NullableField()
  @IsDayOrMoment('expiresAt')
  readonly expiresAt?: string | null;
}

export class RotateKeyBody {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_GRACE_HOURS,
    description:
      'How many hours the replaced credential keeps working. 0: it stops at once. Left out: GRACE_HOURS of this installation, 24 by default.',
  })
  @OptionalField()
  @IsInt({ message: 'graceHours must be a whole number' })
  @Min(0, { message: 'graceHours must be 0 or more' })
  @Max(MAX_GRACE_HOURS, { message: `graceHours must be ${String(MAX_GRACE_HOURS)} or less` })
  readonly graceHours?: number;
}

export class RevokeBody {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: REASON_BOUNDS.bytes,
    pattern: PLAIN,
    example: 'leaked in a log',
    description: `For the history: at most ${String(REASON_BOUNDS.characters)} characters and ${String(REASON_BOUNDS.bytes)} bytes in UTF-8. ${TEXT_RULES} Spaces alone count as no reason.`,
  })
  @NullableField()
  @IsString({ message: 'reason must be a text' })
  readonly reason?: string | null;
}

export class ReminderBody {
  @ApiProperty({ enum: REMINDER_INTERVALS, description: 'Days after the current credential was issued.' })
  @IsIn(REMINDER_INTERVALS, { message: `intervalDays must be one of ${REMINDER_INTERVALS.join(', ')}` })
  readonly intervalDays: ReminderInterval;
}

const ROLE = {
  enum: ROLES,
  description: 'Services may set every role. People may set roles only with ROLE_SOURCE=members, and never owner.',
} as const;
const ACTIVE = 'While false, the member’s keys are refused and the member cannot manage keys.';
const REACTIVATED_KEYS = ['restore', 'revoke'] as const;
const KEYS = {
  enum: REACTIVATED_KEYS,
  description:
    'restore: the member’s keys work again; revoke: they are revoked before the member is active again. Left out: restore. No effect on a member who is active already.',
} as const;

/** Either `role`, or `active`: what the three classes below say of it apart. */
export class ChangeMemberBody {
  @OptionalField()
  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  readonly role?: Role;

  @OptionalField()
  @IsBoolean({ message: 'active must be true or false' })
  readonly active?: boolean;

  @OptionalField()
  @IsIn(REACTIVATED_KEYS, { message: 'keys must be restore or revoke' })
  readonly keys?: 'restore' | 'revoke';
}

/** Of a ChangeMemberBody, for the OpenAPI document. */
export class SetRoleBody {
  @ApiProperty(ROLE) readonly role: Role;
}

/** Of a ChangeMemberBody, for the OpenAPI document. */
export class DeactivateMemberBody {
  @ApiProperty({ type: Boolean, enum: [false], description: ACTIVE }) readonly active: false;
}

/** Of a ChangeMemberBody, for the OpenAPI document. */
export class ReactivateMemberBody {
  @ApiProperty({ type: Boolean, enum: [true], description: ACTIVE }) readonly active: true;
  @ApiPropertyOptional(KEYS) readonly keys?: 'restore' | 'revoke';
}

export class ListKeysQueryParams extends PageQuery {
  @ApiPropertyOptional({ enum: ['revoked'], description: 'Lists revoked keys, too.' })
  @OptionalField()
  @IsIn(['revoked'], { message: 'include must be revoked, or left out' })
  readonly include?: 'revoked';
}

const ORG_ID = {
  type: String,
  pattern: '^[A-Za-z0-9._~@|:-]+$',
  minLength: 1,
  maxLength: 128,
  description: 'The organisation. Needed with a service token; with a user token it can only be the caller’s own.',
} as const;

export class MemberQuery {
  @ApiPropertyOptional(ORG_ID)
  @OptionalField()
  @IsString({ message: 'orgId must be the id of one organisation' })
  readonly orgId?: string;
}

export class ListMembersQueryParams extends PageQuery {
  @ApiPropertyOptional(ORG_ID)
  @OptionalField()
  @IsString({ message: 'orgId must be the id of one organisation' })
  readonly orgId?: string;

  @ApiPropertyOptional({
    type: String,
    maxLength: 255,
    description: 'A part of the user id; upper and lower case are the same.',
  })
  @OptionalField()
  @IsString({ message: 'search must be one text' })
  @MaxLength(255, { message: 'search must be at most 255 characters' })
  readonly search?: string;
}

export class MemberHistoryQuery extends PageQuery {
  @ApiPropertyOptional(ORG_ID)
  @OptionalField()
  @IsString({ message: 'orgId must be the id of one organisation' })
  readonly orgId?: string;
}
