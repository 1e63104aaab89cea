import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { type ActivityList } from '../application/list-activity.js';
import {
  type CredentialActivity,
  type Figures,
  type HourlyUses,
  type KeyActivity,
  type KeySummary,
  type OlderCredentialsActivity,
} from '../domain/activity.js';
import { type Flag, FLAGS } from '../domain/flags.js';
import { type CredentialStatus } from '../domain/owner-keys.js';
import { SERIES_STEPS } from '../domain/series.js';
import { type Endpoint } from '../domain/uses.js';

const TIME = { type: String, format: 'date-time' } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;

export class KeyActivityParams {
  @ApiProperty({ type: String, description: 'The keyId of the key, as answers have it.', maxLength: 256 })
  @IsString({ message: 'keyId must be the id of one key' })
  readonly keyId: string;
}

class FiguresAnswer implements Figures {
  @ApiProperty({ ...TIME, nullable: true, description: 'The latest accepted request; null: never used.' })
  readonly lastUsedAt: string | null;
  @ApiProperty({ ...COUNT, description: 'Requests in the last 24 hours to the minute, accepted and denied.' })
  readonly last24h: number;
  @ApiProperty({ ...COUNT, description: 'The same of the last 7 days.' }) readonly last7d: number;
  @ApiProperty({ ...COUNT, description: 'The same of the last 30 days.' }) readonly last30d: number;
}

export class EndpointAnswer implements Endpoint {
  @ApiProperty({ type: String, example: 'GET' }) readonly method: string;
  @ApiProperty({ type: String, description: 'Without query, at most 256 characters.', example: '/api/data-sources' })
  readonly path: string;
}

export class CredentialActivityAnswer extends FiguresAnswer implements CredentialActivity {
  @ApiProperty({ type: String }) readonly credentialId: string;
  @ApiProperty({
    type: String,
    description: 'Prefix and first 4 characters of the secret.',
    example: 'claribi_sk_live_a1B2',
  })
  readonly hint: string;
  @ApiProperty({ enum: ['current', 'grace', 'retired'], description: 'grace: replaced by a rotation, still accepted.' })
  readonly status: CredentialStatus;
}

export class OlderCredentialsAnswer extends FiguresAnswer implements OlderCredentialsActivity {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many they are.' }) readonly credentials: number;
}

export class HourlyUsesAnswer implements HourlyUses {
  @ApiProperty({ ...TIME, description: 'Start of the hour.' }) readonly at: string;
  @ApiProperty(COUNT) readonly accepted: number;
  @ApiProperty(COUNT) readonly denied: number;
}

export class KeyActivityAnswer extends FiguresAnswer implements KeyActivity {
  @ApiProperty({ type: EndpointAnswer, nullable: true, description: 'Of the latest accepted request that named one.' })
  readonly lastEndpoint: EndpointAnswer | null;
  @ApiProperty({
    type: CredentialActivityAnswer,
    isArray: true,
    description:
      'Newest first: after a rotation it shows who still uses the old secret. Those that are accepted, and retired ones up to 20 in all.',
  })
  readonly byCredential: readonly CredentialActivityAnswer[];
  @ApiProperty({
    type: OlderCredentialsAnswer,
    nullable: true,
    description: 'Retired secrets that byCredential leaves out, together; null: it has all.',
  })
  readonly olderCredentials: OlderCredentialsAnswer | null;
  @ApiProperty({
    type: HourlyUsesAnswer,
    isArray: true,
    description: 'Every hour of the last 7 days, oldest first, the first and the last in part: they add up to last7d.',
  })
  readonly hourly: readonly HourlyUsesAnswer[];
}

export class KeySummaryAnswer extends FiguresAnswer implements KeySummary {
  @ApiProperty({ type: String }) readonly keyId: string;
  @ApiProperty({ type: EndpointAnswer, nullable: true, description: 'Of the latest accepted request that named one.' })
  readonly lastEndpoint: EndpointAnswer | null;
  @ApiProperty({
    enum: FLAGS,
    nullable: true,
    description:
      'idle: not used for 30 days. busy: over 1,000 requests in 24 hours, and among the top 10 % of the caller’s keys. Revoked keys have none.',
  })
  readonly flag: Flag | null;

  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 0 },
    minItems: SERIES_STEPS,
    maxItems: SERIES_STEPS,
    description:
      'Requests in each six hours of the last 7 days, accepted and denied, oldest first. The last number ends with the current hour, which is not over yet; the first includes what the 7 days still contain of the hour before it: they add up to last7d.',
  })
  readonly series: readonly number[];
}

export class ActivityListAnswer implements ActivityList {
  @ApiProperty({ type: KeySummaryAnswer, isArray: true, description: 'Newest first, revoked keys too.' })
  readonly keys: readonly KeySummaryAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'cursor of the next page; null: this is the last one.' })
  readonly nextCursor: string | null;
}
