import { z } from 'zod';
import { type IncomingRecord, type OutgoingRecord } from '#contracts';
import { replacingUpTo } from '#messaging';
import { type RegistryRecord } from '../domain/registry-record.js';
import { type Registry } from '../domain/registry.js';
import { type RegistrySnapshot } from './registry-snapshot.js';

const incarnation = z.string().min(1).max(100);
const positions = z.record(z.string().regex(/^\d+$/), z.int().min(-1));
const leaseMs = z.int().min(1);
const sequence = z.int().min(0);

const entries = z
  .array(z.tuple([incarnation, z.object({ leaseMs, sequence, applied: positions, joinedBehind: positions })]))
  .transform((all) => new Map(all));
const registry: z.ZodType<Registry> = z.object({
  entries,
  evicted: entries,
  ended: z.array(incarnation).transform((all) => new Set(all)),
  marked: positions,
});

const registryRecord: z.ZodType<RegistryRecord | RegistrySnapshot> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined'), incarnation, leaseMs, applied: positions }),
  z.object({ type: z.literal('renewed'), incarnation, sequence: z.int().min(1), applied: positions }),
  z.object({ type: z.literal('left'), incarnation }),
  z.object({ type: z.literal('removed'), incarnation, sequence }),
  z.object({ type: z.literal('evicted'), incarnation }),
  z.object({ type: z.literal('mark'), positions }),
  z.object({ type: z.literal('snapshot'), upTo: z.int().min(0), registry }),
]);

const jsonObject = z.record(z.string(), z.unknown());

const TYPE_PREFIX = 'keyward.registry.';

export function encodeRegistryRecord({ type, ...data }: RegistryRecord): OutgoingRecord {
  return encoded(type, 'incarnation' in data ? data.incarnation : type, data);
}

export function encodeRegistrySnapshot({ type, upTo, registry: fold }: RegistrySnapshot): OutgoingRecord {
  const { entries: present, evicted, ended, marked } = fold;
  const data = { upTo, registry: { entries: [...present], evicted: [...evicted], ended: [...ended], marked } };
  return replacingUpTo(upTo, encoded(type, type, data));
}

/**
 * The only way from a record on `verifiers` to what it says; a string says why it cannot be read. Never throws.
 */
export function decodeRegistryRecord({ headers, value }: IncomingRecord): RegistryRecord | RegistrySnapshot | string {
  if (headers['ce_type']?.startsWith(TYPE_PREFIX) !== true || headers['ce_schemaversion'] !== '1') {
    return `unknown here: ${String(headers['ce_type'])} in schema version ${String(headers['ce_schemaversion'])}`;
  }
  const data = jsonObject.safeParse(parseJson(value));
  if (!data.success) return 'the value is not a JSON object';
  const parsed = registryRecord.safeParse({ ...data.data, type: headers['ce_type'].slice(TYPE_PREFIX.length) });
  return parsed.success ? parsed.data : z.prettifyError(parsed.error);
}

function encoded(type: string, key: string, data: object): OutgoingRecord {
  return {
    key,
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

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
