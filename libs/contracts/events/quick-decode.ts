import { NAME_BOUNDS, REASON_BOUNDS } from '../text/visible-text.js';
import { MODES, ROLES, SCOPES } from '../vocabulary.js';
import { type KeyringEvent, type KeyringEventType, ROLE_TELLERS } from './keyring-event.js';
import { type EventEnvelope } from './envelope.js';
import { isOwnerId } from '../owner-id.js';
import { type Actor } from './recorded-event.js';

/** What a member has to be for the schema to take it as it is. Where one is not sure, it says no. */
type Check = (value: unknown) => boolean;
type Members = readonly (readonly [name: string, check: Check])[];

const id = textUpTo(300);
const name = textUpTo(NAME_BOUNDS.bytes);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

const CREDENTIAL: Members = [
  ['credentialId', id],
  ['digest', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)],
  ['pepperId', id],
  ['hint', textUpTo(64)],
];
const MEMBERS: Partial<Record<KeyringEventType, Members>> = {
  KeyCreated: [
    ['keyId', id],
    ['name', name],
    ['scope', oneOf(SCOPES)],
    ['mode', oneOf(MODES)],
    ['expiresAt', orNull(isPlainTime)],
    ['credential', isCredential],
  ],
  KeyRotated: [
    ['keyId', id],
    ['credential', isCredential],
    ['retires', id],
    ['graceEndsAt', isPlainTime],
  ],
  KeyRevoked: [
    ['keyId', id],
    ['reason', orNull((value) => typeof value === 'string' && value.length <= REASON_BOUNDS.bytes)],
  ],
  OwnerRoleChanged: [
    ['role', oneOf(ROLES)],
    ['source', oneOf(ROLE_TELLERS)],
    ['toldAt', isPlainTime],
  ],
  OwnerSeen: [],
  KeyRenamed: [
    ['keyId', id],
    ['name', name],
  ],
  KeyExpiryChanged: [
    ['keyId', id],
    ['expiresAt', orNull(isPlainTime)],
  ],
};

/**
 * The envelope that `value` is; undefined when it is none, or when only the schema can tell. What it says is what the
 * schema would.
 */
export function quickEnvelope(value: unknown): EventEnvelope | undefined {
  if (!isObject(value)) return undefined;
  const { type, schemaVersion, changesAccess, ownerId, version, at, by, data } = value;
  return typeof type === 'string' &&
    type !== '' &&
    isCount(schemaVersion) &&
    typeof changesAccess === 'boolean' &&
    typeof ownerId === 'string' &&
    isOwnerId(ownerId) &&
    isCount(version) &&
    isPlainTime(at) &&
    isActor(by) &&
    isObject(data)
    ? { type, schemaVersion, changesAccess, ownerId, version, at, by, data }
    : undefined;
}

/** The same for the data of an event in its current schema version. */
export function quickEvent(type: KeyringEventType, data: unknown): KeyringEvent | undefined {
  const members = MEMBERS[type];
  if (members === undefined || !isObject(data)) return undefined;
  const event: Record<string, unknown> = { type };
  for (const [member, check] of members) {
    const value = data[member];
    if (!check(value)) return undefined;
    event[member] = value;
  }
  return event as KeyringEvent; // each member was checked
}

/** A nested object is taken as it is, so it has to have no other members. */
function isCredential(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const [member, check] of CREDENTIAL) if (!check(value[member])) return false;
  return Object.keys(value).length === CREDENTIAL.length;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isActor(value: unknown): value is Actor {
  return typeof value === 'string' && /^(?:user|service):./.test(value);
}

function textUpTo(most: number): Check {
  return (value) => typeof value === 'string' && value.length >= 1 && value.length <= most;
}

const DAY = /(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31/;
const TIME = /(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z/;
const PLAIN_TIME = new RegExp(`^\\d{4}-(?:${DAY.source})T${TIME.source}$`);

/** As `Date` writes it, on any day but 29 February. */
function isPlainTime(value: unknown): value is string {
  return typeof value === 'string' && PLAIN_TIME.test(value);
}
