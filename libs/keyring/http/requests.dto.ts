import { ApiPropertyOptional, ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { MODES, REMINDER_INTERVALS, ROLES, SCOPES, type Mode, type ReminderInterval, type Role, type Scope } from '#contracts';
import { PageQuery } from '#service-kit';
import { MAX_GRACE_HOURS, MAX_NAME_LENGTH } from '../domain/issuing.js';
import { MAX_REASON_LENGTH } from '../domain/revoking.js';

export class CreateKeyBody {
  @ApiProperty({ description: 'What the key is for. 1 to 100 characters after trimming, no control characters.', minLength: 1, maxLength: MAX_NAME_LENGTH, example: 'Weekly Report Script' })
  @IsString({ message: 'name must be a text of 1 to 100 characters' })
  readonly name: string;

  @ApiProperty({ enum: SCOPES })
  @IsIn(SCOPES, { message: `scope must be one of ${SCOPES.join(', ')}` })
  readonly scope: Scope;

  @ApiPropertyOptional({ enum: MODES, default: 'live' })
  @IsOptional()
  @IsIn(MODES, { message: `mode must be one of ${MODES.join(', ')}` })
  readonly mode?: Mode | null;

  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, description: 'A time in the future. Without it the key works until it is revoked.' })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:\d\d))?$/, { message: 'expiresAt must be a date, or a time with its zone, as in 2030-01-31T12:00:00Z' })
  @IsISO8601({ strict: true, strictSeparator: true }, { message: 'expiresAt must be ISO 8601, as in 2030-01-31T12:00:00Z' })
  readonly expiresAt?: string | null;
}

export class RotateKeyBody {
  @ApiPropertyOptional({
    type: 'integer', minimum: 0, maximum: MAX_GRACE_HOURS,
    description: 'How long the credential that is replaced goes on working. 0: it stops now. Left out: as this installation is set, 24 by default.',
  })
  @IsOptional()
  @IsInt({ message: 'graceHours must be a whole number' })
  @Min(0, { message: 'graceHours must be 0 or more' })
  @Max(MAX_GRACE_HOURS, { message: `graceHours must be ${String(MAX_GRACE_HOURS)} or less` })
  readonly graceHours?: number | null;
}

export class RevokeBody {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_REASON_LENGTH, description: 'For the history.', example: 'leaked in a log' })
  @IsOptional()
  @IsString({ message: 'reason must be a text' })
  @MaxLength(MAX_REASON_LENGTH, { message: `reason must be at most ${String(MAX_REASON_LENGTH)} characters` })
  readonly reason?: string | null;
}

export class ReminderBody {
  @ApiProperty({ enum: REMINDER_INTERVALS, description: 'Days after the current credential was issued.' })
  @IsIn(REMINDER_INTERVALS, { message: `intervalDays must be one of ${REMINDER_INTERVALS.join(', ')}` })
  readonly intervalDays: ReminderInterval;
}

/** Exactly one of both. */
export class ChangeMemberBody {
  @ApiPropertyOptional({ enum: ROLES, description: 'The role owner cannot be assigned here.' })
  @IsOptional()
  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  readonly role?: Role | null;

  @ApiPropertyOptional({ type: Boolean, description: 'false: no key of the member works, and he can do nothing here, until it is true again.' })
  @IsOptional()
  @IsBoolean({ message: 'active must be true or false' })
  readonly active?: boolean | null;
}

export class ListKeysQueryParams extends PageQuery {
  @ApiPropertyOptional({ enum: ['revoked'], description: 'Lists revoked keys, too.' })
  @IsOptional()
  @IsIn(['revoked'], { message: 'include must be revoked, or left out' })
  readonly include?: 'revoked';
}

export class MemberQuery {
  @ApiPropertyOptional({ type: String, description: 'The member’s organisation. Needed with a service token; with a user token it can only be the caller’s own.' })
  @IsOptional()
  @IsString({ message: 'orgId must be the id of one organisation' })
  readonly orgId?: string;
}
