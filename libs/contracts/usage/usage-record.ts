import { z } from 'zod';
import { describeIssues } from '../describe-issues.js';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';

/** Uses of one credential in the minute that begins at `at`. Times are milliseconds since the epoch. */
export interface MinuteUses {
  readonly keyId: string;
  readonly credentialId: string;
  readonly at: number;
  readonly accepted: number;
  readonly denied: number;
}

/** The latest accepted request of a credential. Times are milliseconds since the epoch. */
export interface LastUse {
  readonly keyId: string;
  readonly credentialId: string;
  readonly at: number;
  /** The latest that named its endpoint; null: none has. `path` without query, at most 256 characters. */
  readonly endpoint: { readonly at: number; readonly method: string; readonly path: string } | null;
}

/** What one counter saw since its record before: one record on key-usage. */
export interface UsageRecord {
  /** Who counted: a new id in every process life. */
  readonly counter: string;
  /**
   * Rises from 1 by 1 in the counter's life; a record goes only after the one before was acknowledged, and all of them
   * stand in one partition. So whoever has added one has added all before it, and adds none of these again.
   */
  readonly sequence: number;
  /**
   * The sequence rises for each key and hour by itself: a record as earlier versions sent it, of one key, whose number
   * it shares with others.
   */
  readonly sequenceIsOfKeyAndHour: boolean;
  /** Start of the hour that all of it is in. */
  readonly hour: number;
  readonly uses: readonly MinuteUses[];
  readonly lastUses: readonly LastUse[];
}

/** One credential in the minute of a record, as a counter holds it. `lastAt` and `endpointAt`: 0: there is none. */
export interface CountedUses {
  readonly keyId: string;
  readonly credentialId: string;
  readonly accepted: number;
  readonly denied: number;
  readonly lastAt: number;
  readonly endpointAt: number;
  readonly method: string;
  readonly path: string;
}

const TYPE = 'keyward.KeyUsage';
const VERSION = '2';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The record's key is its counter: a counter's records keep to one partition, whatever becomes of their number, since
 * a partition is chosen by the number that a topic is defined with. Times in a row are milliseconds after the minute.
 * @param minute its start, in milliseconds since the epoch.
 */
export function encodeUsage(
  counter: string,
  sequence: number,
  minute: number,
  uses: readonly CountedUses[],
): OutgoingRecord {
  const rows = uses.map(({ keyId, credentialId, accepted, denied, lastAt, endpointAt, method, path }) => {
    if (lastAt === 0) return [keyId, credentialId, accepted, denied];
    if (endpointAt === 0) return [keyId, credentialId, accepted, denied, lastAt - minute];
    return [keyId, credentialId, accepted, denied, lastAt - minute, endpointAt - minute, method, path];
  });
  return {
    key: counter,
    headers: {
      ce_specversion: '1.0',
      ce_id: `${counter}/${String(sequence)}`,
      ce_source: '/keyward/usage',
      ce_type: TYPE,
      'content-type': 'application/json',
      ce_schemaversion: VERSION,
    },
    value: Buffer.from(JSON.stringify({ counter, sequence, minute: new Date(minute).toISOString(), uses: rows })),
  };
}

/** The only way from a record on key-usage to a UsageRecord; a string says why it cannot be read. Never throws. */
export function decodeUsage(record: IncomingRecord): UsageRecord | string {
  const version = record.headers['ce_schemaversion'];
  if (record.headers['ce_type'] !== TYPE || (version !== VERSION && version !== '1')) {
    return `unknown here: ${String(record.headers['ce_type'])} in schema version ${String(version)}`;
  }
  try {
    const value: unknown = JSON.parse(record.value?.toString('utf8') ?? '');
    return version === VERSION ? decodeCurrent(value) : decodeOfOneKey(value);
  } catch {
    return 'the value is not JSON';
  }
}

const count = z.int().min(0);
const id = z.string().min(1);

const frame = z.object({
  counter: id,
  sequence: z.int().min(1),
  minute: z.iso.datetime().regex(/:00(\.0+)?Z$/, 'expected the start of a minute'),
  uses: z.array(z.unknown()),
});

function decodeCurrent(value: unknown): UsageRecord | string {
  const parsed = frame.safeParse(value);
  if (!parsed.success) return describeIssues(parsed.error).join('; ');
  const { counter, sequence, minute, uses: rows } = parsed.data;
  const at = Date.parse(minute);
  const uses: MinuteUses[] = [];
  const lastUses: LastUse[] = [];
  for (const row of rows) {
    if (!isRow(row)) return 'uses: a row is not what it must be';
    const [keyId, credentialId, accepted, denied, lastAfter, endpointAfter, method, path] = row;
    uses.push({ keyId, credentialId, at, accepted, denied });
    if (lastAfter === undefined) continue;
    lastUses.push({
      keyId,
      credentialId,
      at: at + lastAfter,
      endpoint:
        endpointAfter === undefined || method === undefined || path === undefined
          ? null
          : { at: at + endpointAfter, method, path },
    });
  }
  return { counter, sequence, sequenceIsOfKeyAndHour: false, hour: at - (at % HOUR_MS), uses, lastUses };
}

type Row = readonly [
  keyId: string,
  credentialId: string,
  accepted: number,
  denied: number,
  lastAfter?: number,
  endpointAfter?: number,
  method?: string,
  path?: string,
];

/** By hand: a schema takes several times as long, for each key in use and second. */
function isRow(row: unknown): row is Row {
  if (!isArray(row) || ![4, 5, 8].includes(row.length)) return false;
  const [keyId, credentialId, accepted, denied, lastAfter, endpointAfter, method, path] = row;
  return (
    isText(keyId, 1, 300) &&
    isText(credentialId, 1, 300) &&
    isCount(accepted) &&
    isCount(denied) &&
    (row.length === 4 || Number.isSafeInteger(lastAfter)) &&
    (row.length < 8 || (Number.isSafeInteger(endpointAfter) && isText(method, 0, 16) && isText(path, 0, 256)))
  );
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown, shortest: number, longest: number): boolean {
  return typeof value === 'string' && value.length >= shortest && value.length <= longest;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** As earlier versions sent it. */
const ofOneKey = z.object({
  keyId: id,
  counter: id,
  sequence: z.int().min(1),
  hour: z.iso.datetime().regex(/T\d\d:00:00(\.0+)?Z$/, 'expected the start of an hour'),
  /** By route too, which is not kept any more. */
  counts: z
    .array(z.object({ minute: z.int().min(0).max(59), credentialId: id, accepted: count, denied: count }))
    .max(100_000),
  latest: z.array(
    z.object({
      credentialId: id,
      at: z.iso.datetime(),
      endpoint: z.object({ method: z.string().max(16), path: z.string().max(256) }).nullable(),
    }),
  ),
});

function decodeOfOneKey(value: unknown): UsageRecord | string {
  const parsed = ofOneKey.safeParse(value);
  if (!parsed.success) return describeIssues(parsed.error).join('; ');
  const { keyId, counter, sequence, hour: begins, counts, latest } = parsed.data;
  const hour = Date.parse(begins);
  return {
    counter,
    sequence,
    sequenceIsOfKeyAndHour: true,
    hour,
    uses: counts.map(({ minute, credentialId, accepted, denied }) => ({
      keyId,
      credentialId,
      at: hour + minute * MINUTE_MS,
      accepted,
      denied,
    })),
    lastUses: latest.map(({ credentialId, at: time, endpoint }) => {
      const at = Date.parse(time);
      return { keyId, credentialId, at, endpoint: endpoint === null ? null : { at, ...endpoint } };
    }),
  };
}
