import { decodeEnvelope, parseEnvelope, type Decoded } from '../events/decode.js';
import { encodeEnvelope, type EventEnvelope } from '../events/envelope.js';
import { type RecordedEvent } from '../events/recorded-event.js';
import { type IncomingRecord, type OutgoingRecord } from './record.js';

const SOURCE = '/keyward/keyring';
const TYPE_PREFIX = 'keyward.';

/**
 * Marks records that an operator had sent again from the event store: a group un-parks their key at the first of them.
 */
export const REPUBLISHED_HEADER = 'ce_republished';

/** One event as a record on key-events: CloudEvents 1.0, Kafka binary mode (attributes in headers, value = data). */
export function encodeKeyEvent(recorded: RecordedEvent, options: { republished?: boolean } = {}): OutgoingRecord {
  return encodeStoredEvent(encodeEnvelope(recorded), options);
}

/**
 * The same from its stored form, unread: an event that this version of the software does not know is published all the
 * same.
 */
export function encodeStoredEvent(
  envelope: EventEnvelope,
  options: { republished?: boolean; moreHeaders?: OutgoingRecord['headers'] } = {},
): OutgoingRecord {
  const { type, schemaVersion, changesAccess, ownerId, version, at, by, data } = envelope;
  return {
    key: ownerId,
    headers: {
      ce_specversion: '1.0',
      ce_id: `${ownerId}@${String(version)}`,
      ce_source: SOURCE,
      ce_type: `${TYPE_PREFIX}${type}`,
      ce_subject: ownerId,
      ce_time: at,
      'content-type': 'application/json',
      ce_schemaversion: String(schemaVersion),
      ce_streamversion: String(version),
      ce_changesaccess: String(changesAccess),
      ce_actor: by,
      ...(options.republished === true ? { [REPUBLISHED_HEADER]: 'true' } : {}),
      ...options.moreHeaders,
    },
    value: Buffer.from(JSON.stringify(data)),
  };
}

/**
 * A record of key-events whose event is at hand: what travels on a wire is made when somebody looks at it, which those
 * who project events never do.
 */
export class DecodedRecord implements IncomingRecord {
  readonly #stored: EventEnvelope;
  readonly #decoded: Decoded;
  #written: Pick<OutgoingRecord, 'headers' | 'value'> | undefined;

  constructor(
    stored: EventEnvelope,
    decoded: Decoded,
    readonly topic: string,
    readonly partition: number,
    readonly offset: number,
    readonly timestamp: Date,
  ) {
    this.#stored = stored;
    this.#decoded = decoded;
  }

  get key(): string {
    return this.#stored.ownerId;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.written.headers;
  }

  get value(): Buffer | null {
    return this.written.value;
  }

  static decodedOf(record: IncomingRecord): Decoded | undefined {
    return record instanceof DecodedRecord ? record.#decoded : undefined;
  }

  private get written(): Pick<OutgoingRecord, 'headers' | 'value'> {
    this.#written ??= encodeStoredEvent(this.#stored);
    return this.#written;
  }
}

const KNOWN = new WeakMap<IncomingRecord, Decoded>();

/** The only way from a record on key-events to a typed event. Never throws. Decodes a record once for all readers. */
export function decodeKeyEvent(record: IncomingRecord): Decoded {
  const known = DecodedRecord.decodedOf(record) ?? KNOWN.get(record);
  if (known !== undefined) return known;
  const decoded = decodedFrom(record);
  KNOWN.set(record, decoded);
  return decoded;
}

/** The stored form of the event on a record of key-events, its data unread; undefined when there is none. */
export function storedEventOf(record: IncomingRecord): EventEnvelope | undefined {
  const data = dataOf(record);
  return data === undefined ? undefined : parseEnvelope(envelopeWith(record, data.json));
}

function decodedFrom(record: IncomingRecord): Decoded {
  const { headers } = record;
  const data = dataOf(record);
  if (data !== undefined) return decodeEnvelope(envelopeWith(record, data.json));
  const version = Number(headers['ce_streamversion']);
  return {
    outcome: 'refused',
    ownerId: record.key ?? headers['ce_subject'] ?? null,
    version: Number.isInteger(version) ? version : null,
    reason: 'the value is not JSON',
  };
}

function dataOf({ value }: IncomingRecord): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(value?.toString('utf8') ?? '') };
  } catch {
    return undefined;
  }
}

function envelopeWith({ key, headers }: IncomingRecord, data: unknown): unknown {
  return {
    type:
      headers['ce_type']?.startsWith(TYPE_PREFIX) === true
        ? headers['ce_type'].slice(TYPE_PREFIX.length)
        : headers['ce_type'],
    schemaVersion: Number(headers['ce_schemaversion']),
    changesAccess: headers['ce_changesaccess'] !== 'false', // unsaid or garbled: fail closed
    ownerId: key ?? headers['ce_subject'] ?? null,
    version: Number(headers['ce_streamversion']),
    at: headers['ce_time'],
    by: headers['ce_actor'],
    data,
  };
}
