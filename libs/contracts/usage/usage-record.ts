import { z } from 'zod';
import { describeIssues } from '../describe-issues.js';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';

const count = z.int().min(0);

const keyUsage = z.object({
  keyId: z.string().min(1),
  /** Who counted: a new id in every process life. With `sequence` it makes a record that comes again add nothing. */
  counter: z.string().min(1),
  /**
   * Number of the flush in the counter's life, from 1; a counter sends a flush only after the one before was
   * acknowledged.
   */
  sequence: z.int().min(1),
  /** Start of the hour that all minutes are in, ISO 8601 UTC. */
  hour: z.iso.datetime().regex(/T\d\d:00:00(\.0+)?Z$/, 'expected the start of an hour'),
  /**
   * One entry per minute (0–59), credential and route template; null where the route table has no row for the request.
   */
  counts: z
    .array(
      z.object({
        minute: z.int().min(0).max(59),
        credentialId: z.string().min(1),
        route: z.string().max(300).nullable(),
        accepted: count,
        denied: count,
      }),
    )
    .max(100_000),
  /**
   * The latest accepted request of each credential in this flush and hour, and the latest with a known endpoint, where
   * that is another. `path` without query, at most 256 characters; null when no endpoint is known.
   */
  latest: z.array(
    z.object({
      credentialId: z.string().min(1),
      at: z.iso.datetime(),
      endpoint: z.object({ method: z.string().max(16), path: z.string().max(256) }).nullable(),
    }),
  ),
});
/** What one counter saw of one key in one hour since its flush before: one record on key-usage. */
export type KeyUsage = z.infer<typeof keyUsage>;

const TYPE = 'keyward.KeyUsage';

export function encodeKeyUsage(usage: KeyUsage): OutgoingRecord {
  return {
    key: usage.keyId,
    headers: {
      ce_specversion: '1.0',
      ce_id: `${usage.counter}/${String(usage.sequence)}/${usage.keyId}/${usage.hour}`,
      ce_source: '/keyward/usage',
      ce_type: TYPE,
      'content-type': 'application/json',
      ce_schemaversion: '1',
    },
    value: Buffer.from(JSON.stringify(usage)),
  };
}

/** The only way from a record on key-usage to a KeyUsage; a string says why it cannot be read. Never throws. */
export function decodeKeyUsage(record: IncomingRecord): KeyUsage | string {
  if (record.headers['ce_type'] !== TYPE || record.headers['ce_schemaversion'] !== '1') {
    return `unknown here: ${String(record.headers['ce_type'])} in schema version ${String(record.headers['ce_schemaversion'])}`;
  }
  try {
    const parsed = keyUsage.safeParse(JSON.parse(record.value?.toString('utf8') ?? ''));
    return parsed.success ? parsed.data : describeIssues(parsed.error).join('; ');
  } catch {
    return 'the value is not JSON';
  }
}
