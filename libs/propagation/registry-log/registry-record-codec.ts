import { z } from 'zod';
import { type IncomingRecord, type OutgoingRecord } from '#contracts';
import { type RegistryRecord } from '../domain/registry-record.js';

const incarnation = z.string().min(1).max(100);
const positions = z.record(z.string().regex(/^\d+$/), z.int().min(-1));

const registryRecord: z.ZodType<RegistryRecord> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined'), incarnation, leaseMs: z.int().min(1), applied: positions }),
  z.object({ type: z.literal('renewed'), incarnation, sequence: z.int().min(1), applied: positions }),
  z.object({ type: z.literal('left'), incarnation }),
  z.object({ type: z.literal('removed'), incarnation, sequence: z.int().min(0) }),
  z.object({ type: z.literal('evicted'), incarnation }),
  z.object({ type: z.literal('mark'), positions }),
]);

const TYPE_PREFIX = 'keyward.registry.';

export function encodeRegistryRecord({ type, ...data }: RegistryRecord): OutgoingRecord {
  return {
    key: 'incarnation' in data ? data.incarnation : type,
    headers: {
      ce_specversion: '1.0',
      ce_source: '/keyward/registry',
      ce_type: `${TYPE_PREFIX}${type}`,
      ce_schemaversion: '1',
      'content-type': 'application/json',
    },
    value: Buffer.from(JSON.stringify(data)),
  };
}

/**
 * The only way from a record on `verifiers` to a RegistryRecord; a string says why it cannot be read. Never throws.
 */
export function decodeRegistryRecord({ headers, value }: IncomingRecord): RegistryRecord | string {
  if (headers['ce_type']?.startsWith(TYPE_PREFIX) !== true || headers['ce_schemaversion'] !== '1') {
    return `unknown here: ${String(headers['ce_type'])} in schema version ${String(headers['ce_schemaversion'])}`;
  }
  const data = z.record(z.string(), z.unknown()).safeParse(parseJson(value));
  if (!data.success) return 'the value is not a JSON object';
  const parsed = registryRecord.safeParse({ ...data.data, type: headers['ce_type'].slice(TYPE_PREFIX.length) });
  return parsed.success ? parsed.data : z.prettifyError(parsed.error);
}

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
