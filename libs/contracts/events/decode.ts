import { z } from 'zod';
import { describeIssues } from '../describe-issues.js';
import { isOwnerId } from '../owner-id.js';
import { type EventEnvelope } from './envelope.js';
import { KEYRING_EVENTS, type KeyringEvent, type KeyringEventType } from './keyring-event.js';
import { quickEnvelope, quickEvent } from './quick-decode.js';
import { type Actor, type RecordedEvent } from './recorded-event.js';
import { roleWithItsTeller } from './role-with-its-teller.js';

/**
 * What a stored or received event is to this version of the software.
 * `ignored`: unknown here and without influence on access; it still takes its version in the stream.
 * `refused`: not readable, so decisions on access must fail closed for its owner.
 */
export type Decoded =
  | { readonly outcome: 'event'; readonly recorded: RecordedEvent }
  | { readonly outcome: 'ignored'; readonly ownerId: string; readonly version: number; readonly reason: string }
  | {
      readonly outcome: 'refused';
      readonly ownerId: string | null;
      readonly version: number | null;
      readonly reason: string;
    };

const envelope = z.object({
  type: z.string().min(1),
  schemaVersion: z.int().min(1),
  changesAccess: z.boolean(),
  ownerId: z.string().refine(isOwnerId, 'expected <orgId>/<userId>'),
  version: z.int().min(1),
  at: z.iso.datetime(),
  by: z.custom<Actor>(
    (value) => typeof value === 'string' && /^(user|service):./.test(value),
    'expected user:… or service:…',
  ),
  data: z.record(z.string(), z.unknown()),
});

const hints = z.object({ ownerId: z.string().nullable().catch(null), version: z.int().nullable().catch(null) });

type Upcast = (data: unknown, envelope: Pick<EventEnvelope, 'at' | 'by'>) => unknown;

/**
 * Lifts data of an older schema version to the current one. One entry per type and step, never edited once released.
 */
const UPCASTERS: Partial<Record<KeyringEventType, Readonly<Record<number, Upcast>>>> = {
  KeyCreated: { 1: unchanged },
  KeyRevoked: { 1: unchanged },
  AllKeysRevoked: { 1: unchanged },
  OwnerRoleChanged: { 1: roleWithItsTeller },
};

/** The only way from stored or received JSON to a typed event: parse → upcast → validate. Never throws. */
export function decodeEnvelope(value: unknown): Decoded {
  return decodedQuickly(value) ?? decodedBySchemas(value);
}

/** What is written today, and as it should be: nearly all of a log. The rest is for the schemas. */
function decodedQuickly(value: unknown): Decoded | undefined {
  const read = quickEnvelope(value);
  if (read === undefined) return undefined;
  const { type, schemaVersion, ownerId, version, at, by, data } = read;
  if (!isKnownType(type) || schemaVersion !== KEYRING_EVENTS[type].schemaVersion) return undefined;
  const event = quickEvent(type, data);
  return event === undefined ? undefined : { outcome: 'event', recorded: { ownerId, version, at, by, event } };
}

export function decodedBySchemas(value: unknown): Decoded {
  const parsed = envelope.safeParse(value);
  if (!parsed.success)
    return refusedWithHints(value, `not an event envelope: ${describeIssues(parsed.error).join('; ')}`);
  const { type, schemaVersion, changesAccess, ownerId, version, at, by } = parsed.data;
  if (!isKnownType(type) || schemaVersion > KEYRING_EVENTS[type].schemaVersion) {
    const reason = `unknown here: ${type} in schema version ${String(schemaVersion)}`;
    return { outcome: changesAccess ? 'refused' : 'ignored', ownerId, version, reason };
  }
  const current = KEYRING_EVENTS[type].data.safeParse(upcast(type, schemaVersion, parsed.data));
  if (!current.success) {
    return { outcome: 'refused', ownerId, version, reason: `${type}: ${describeIssues(current.error).join('; ')}` };
  }
  // the schema was chosen by `type`, a pairing TypeScript cannot follow
  const event = { type, ...current.data } as KeyringEvent;
  return { outcome: 'event', recorded: { ownerId, version, at, by, event } };
}

/** The envelope alone, its data unread: for passing a stored event on. Undefined when `value` is none. */
export function parseEnvelope(value: unknown): EventEnvelope | undefined {
  return quickEnvelope(value) ?? envelope.safeParse(value).data;
}

function isKnownType(type: string): type is KeyringEventType {
  return Object.hasOwn(KEYRING_EVENTS, type);
}

function upcast(type: KeyringEventType, from: number, { data, at, by }: EventEnvelope): unknown {
  let lifted = data;
  for (let version = from; version < KEYRING_EVENTS[type].schemaVersion; version++) {
    lifted = UPCASTERS[type]?.[version]?.(lifted, { at, by }) ?? lifted;
  }
  return lifted;
}

/** The newer version only takes more. */
function unchanged(data: unknown): unknown {
  return data;
}

function refusedWithHints(value: unknown, reason: string): Decoded {
  const { data } = hints.safeParse(value);
  return { outcome: 'refused', ownerId: data?.ownerId ?? null, version: data?.version ?? null, reason };
}
