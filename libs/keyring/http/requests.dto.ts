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
import { DAY_OR_MOMENT, IsDayOrMoment, NullableField, OptionalField, PageQuery } from '#http';

const TEXT_RULES =
  'Characters as a person counts them: an emoji of several code points is one. At least one is visible; no control characters, line breaks, marks that ' +
  'change the direction of text, or API keys. Stored composed (NFC), without spaces around it.';

/** Of the name of a key. */
const NAME = {
  type: String,
  description:
    `What the key is for: 1 to ${String(NAME_BOUNDS.characters)} characters, at most ${String(NAME_BOUNDS.bytes)} bytes in UTF-8. ${TEXT_RULES} ` +
    `maxLength counts code points, so it is what ${String(NAME_BOUNDS.characters)} characters can have at most.`,
  minLength: 1,
  maxLength: NAME_BOUNDS.bytes,
  example: 'Weekly Report Script',
} as const;
const NAME_IS_TEXT = { message: `name must be a text of 1 to ${String(NAME_BOUNDS.characters)} characters` };

export class CreateKeyBody {
  @ApiProperty(NAME)
  @IsString(NAME_IS_TEXT)
  readonly name: string;

  @ApiProperty({ enum: SCOPES })
  @IsIn(SCOPES, { message: `scope must be one of ${SCOPES.join(', ')}` })
  readonly scope: Scope;

  @ApiPropertyOptional({ enum: MODES, default: 'live' })
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

const REACTIVATED_KEYS = ['restore', 'revoke'] as const;

/** Either `role`, or `active`. */
export class ChangeMemberBody {
  @ApiPropertyOptional({
    enum: ROLES,
    description: 'Services may set every role. People may set roles only with ROLE_SOURCE=members, and never owner.',
  })
  @OptionalField()
  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  readonly role?: Role;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'While false, the member’s keys are refused and the member cannot manage keys.',
  })
  @OptionalField()
  @IsBoolean({ message: 'active must be true or false' })
  readonly active?: boolean;

  @ApiPropertyOptional({
    enum: REACTIVATED_KEYS,
    default: 'restore',
    description:
      'Only with active: true. restore: the member’s keys work again; revoke: they are revoked before the member is active again. No effect on a member who is active already.',
  })
  @OptionalField()
  @IsIn(REACTIVATED_KEYS, { message: 'keys must be restore or revoke' })
  readonly keys?: 'restore' | 'revoke';
}

export class ListKeysQueryParams extends PageQuery {
  @ApiPropertyOptional({ enum: ['revoked'], description: 'Lists revoked keys, too.' })
  @OptionalField()
  @IsIn(['revoked'], { message: 'include must be revoked, or left out' })
  readonly include?: 'revoked';
}

export class MemberQuery {
  @ApiPropertyOptional({
    type: String,
    description:
      'The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own.',
  })
  @OptionalField()
  @IsString({ message: 'orgId must be the id of one organisation' })
  readonly orgId?: string;
}

export class ListMembersQueryParams extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    description: 'The organisation. Needed with a service token; with a user token it can only be the caller’s own.',
  })
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
  @ApiPropertyOptional({
    type: String,
    description:
      'The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own.',
  })
  @OptionalField()
  @IsString({ message: 'orgId must be the id of one organisation' })
  readonly orgId?: string;
}
