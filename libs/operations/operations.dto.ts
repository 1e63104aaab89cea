import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { OWNER_ID_PATTERN, type Positions } from '#contracts';
import { DAY_OR_MOMENT, IsDayOrMoment, OptionalField } from '#http';
import { type Republished } from './republishing.js';

const OWNER_ID = { message: 'ownerId must be <orgId>/<userId>' };

/** Exactly one of both: what the two classes below say of it apart. */
export class RepublishBody {
  @OptionalField()
  @IsString(OWNER_ID)
  readonly ownerId?: string;

  @OptionalField()
  @IsDayOrMoment('since')
  readonly since?: string;
}

/** Of a RepublishBody, for the OpenAPI document. */
export class RepublishOwnerBody {
  @ApiProperty({
    type: String,
    description: 'The owner whose events are sent again.',
    example: 'acme/ann',
    pattern: OWNER_ID_PATTERN,
    maxLength: 894,
  })
  readonly ownerId: string;
}

/** Of a RepublishBody, for the OpenAPI document. */
export class RepublishSinceBody {
  @ApiProperty({
    ...DAY_OR_MOMENT,
    description:
      'Sends again the events of every owner whose keys were changed then or later (a day: from its beginning in UTC); of those owners all events, the older ones too.',
  })
  readonly since: string;
}

export class RepublishedAnswer implements Republished {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many owners’ events were sent again.' })
  readonly owners: number;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Owners whose stored events cannot be read and were not sent: see the log of this service.',
  })
  readonly unreadable: readonly string[];
}

export class ReplicaAnswer {
  @ApiProperty({
    type: String,
    description: 'One run of one verification replica in the registry; it gets a new id when it joins again.',
  })
  readonly incarnation: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Number of its last renewal; 0: it has only joined.' })
  readonly sequence: number;
  @ApiProperty({ type: Number, minimum: 0 }) readonly leaseMs: number;
  @ApiProperty({
    type: Number,
    minimum: 0,
    description: 'Time since its last renewal was read. A healthy replica renews every leaseMs/5.',
  })
  readonly unchangedForMs: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Per partition of key-events, the last offset up to which it has applied everything.',
    example: { 0: 41, 7: 12 },
  })
  readonly positions: Positions;
}

export class WaitingAnswer {
  @ApiProperty({ type: String, description: '"partition:offset" on key-events.', example: '7:13' })
  readonly position: string;
  @ApiProperty({ type: Number, minimum: 0 }) readonly waitedMs: number;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'The incarnations that may still answer from the state before it.',
  })
  readonly behind: readonly string[];
}

export class ReplicasAnswer {
  @ApiProperty({ type: ReplicaAnswer, isArray: true }) readonly replicas: readonly ReplicaAnswer[];
  @ApiProperty({
    type: WaitingAnswer,
    isArray: true,
    description: 'Changes that wait for confirmation in this process. Other processes may have others.',
  })
  readonly waiting: readonly WaitingAnswer[];
}
