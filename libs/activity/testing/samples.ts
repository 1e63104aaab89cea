import { type OutgoingRecord, type UsageRecord } from '#contracts';
import { type KeyFacts, type OwnerKeys } from '../domain/owner-keys.js';

export const HOUR = '2026-01-05T09:00:00.000Z';

interface Count {
  readonly minute: number;
  readonly credentialId: string;
  readonly accepted: number;
  readonly denied: number;
}

interface Latest {
  readonly credentialId: string;
  readonly at: string;
  readonly endpoint: { readonly method: string; readonly path: string } | null;
}

/** What a record of an earlier version held: of one key. */
interface OneKeyUsage {
  readonly keyId: string;
  readonly counter: string;
  readonly sequence: number;
  readonly hour: string;
  readonly counts: readonly Count[];
  readonly latest: readonly Latest[];
}

function oneKeyUsage(fields: Partial<OneKeyUsage>): OneKeyUsage {
  return { keyId: 'k1', counter: 'counter-1', sequence: 1, hour: HOUR, counts: [count()], latest: [], ...fields };
}

/** A record of one key and hour, as earlier versions sent it. */
export function usage(fields: Partial<OneKeyUsage> = {}): UsageRecord {
  const { keyId, counter, sequence, hour, counts, latest: lastUses } = oneKeyUsage(fields);
  return {
    counter,
    sequence,
    sequenceIsOfKeyAndHour: true,
    hour: ms(hour),
    uses: counts.map(({ minute, ...uses }) => ({ keyId, at: ms(hour) + minute * 60_000, ...uses })),
    lastUses: lastUses.map(({ credentialId, at, endpoint }) => ({
      keyId,
      credentialId,
      at: ms(at),
      endpoint: endpoint === null ? null : { at: ms(at), ...endpoint },
    })),
  };
}

/** The same on key-usage. */
export function usageOnLog(fields: Partial<OneKeyUsage> = {}): OutgoingRecord {
  const value = oneKeyUsage(fields);
  return {
    key: value.keyId,
    headers: { ce_type: 'keyward.KeyUsage', ce_schemaversion: '1' },
    value: Buffer.from(JSON.stringify(value)),
  };
}

/** A record of `keyIds`, one accepted use of each, all in one minute. */
export function record(sequence: number, keyIds: readonly string[], fields: Partial<UsageRecord> = {}): UsageRecord {
  const at = ms(HOUR);
  return {
    counter: 'counter-1',
    sequence,
    sequenceIsOfKeyAndHour: false,
    hour: at,
    uses: keyIds.map((keyId) => ({ keyId, credentialId: `c-${keyId}`, at, accepted: 1, denied: 0 })),
    lastUses: keyIds.map((keyId) => ({ keyId, credentialId: `c-${keyId}`, at: at + sequence, endpoint: null })),
    ...fields,
  };
}

export function count(fields: Partial<Count> = {}): Count {
  return { minute: 0, credentialId: 'c1', accepted: 1, denied: 0, ...fields };
}

export function latest(at: string, path: string | null = '/api/reports/7', credentialId = 'c1'): Latest {
  return { credentialId, at: new Date(at).toISOString(), endpoint: path === null ? null : { method: 'GET', path } };
}

export function key(fields: Partial<KeyFacts> = {}): KeyFacts {
  return {
    keyId: 'k1',
    ownerId: 'acme/ann',
    createdIn: 1,
    version: 2,
    createdAt: '2026-01-01T00:00:00.000Z',
    revokedAt: null,
    credentials: [
      { credentialId: 'c2', hint: 'claribi_sk_live_c2', graceEndsAt: null },
      { credentialId: 'c1', hint: 'claribi_sk_live_c1', graceEndsAt: '2026-01-02T00:00:00.000Z' },
    ],
    olderCredentials: 0,
    ...fields,
  };
}

export function owner(fields: Partial<OwnerKeys> = {}): OwnerKeys {
  return { ownerId: 'acme/ann', version: 2, active: true, keys: [key()], ...fields };
}

export function ms(time: string): number {
  return Date.parse(time);
}
