import { describe, expect, it } from '@jest/globals';
import { type IncomingRecord } from '#contracts';
import { type RegistryRecord } from '../domain/registry-record.js';
import { type RegistrySnapshot } from './registry-snapshot.js';
import { decodeRegistryRecord, encodeRegistryRecord, encodeRegistrySnapshot } from './registry-record-codec.js';

const RECORDS: readonly RegistryRecord[] = [
  { type: 'joined', incarnation: 'a', leaseMs: 15_000, applied: {} },
  { type: 'renewed', incarnation: 'a', sequence: 1, applied: { 0: 7, 11: 3 } },
  { type: 'left', incarnation: 'a' },
  { type: 'removed', incarnation: 'a', sequence: 0 },
  { type: 'evicted', incarnation: 'a' },
  { type: 'mark', positions: { 3: 9 } },
];

function read(headers: Record<string, string>, value: string | null): RegistryRecord | RegistrySnapshot | string {
  const record: IncomingRecord = {
    topic: 'verifiers',
    partition: 0,
    offset: 0,
    key: 'a',
    headers,
    value: value === null ? null : Buffer.from(value),
    timestamp: new Date(0),
  };
  return decodeRegistryRecord(record);
}
const joined = { ce_type: 'keyward.registry.joined', ce_schemaversion: '1' };

describe('a registry record', () => {
  it.each(RECORDS)('is read as it was written: $type', (record) => {
    const { headers, value } = encodeRegistryRecord(record);
    expect(read(headers, value?.toString() ?? null)).toEqual(record);
  });

  it('that is a snapshot is read as it was written, and replaces what it was made from', () => {
    const entry = { leaseMs: 15_000, sequence: 3, applied: { 0: 7 }, joinedBehind: {} };
    const registry = {
      entries: new Map([['a', entry]]),
      evicted: new Map([['b', { ...entry, sequence: 0 }]]),
      ended: new Set(['b', 'c']),
      marked: { 0: 9, 11: 2 },
    };
    const { headers, value } = encodeRegistrySnapshot({ type: 'snapshot', upTo: 41, registry });
    expect(headers).toMatchObject({ replaces_up_to: '41' });
    expect(read(headers, value?.toString() ?? null)).toEqual({ type: 'snapshot', upTo: 41, registry });
  });

  it.each([
    ['of a type that is unknown here', { ...joined, ce_type: 'keyward.registry.promoted' }, '{}'],
    ['of another family', { ...joined, ce_type: 'keyward.KeyUsage' }, '{}'],
    ['of a newer schema', { ...joined, ce_schemaversion: '2' }, '{"incarnation":"a","leaseMs":1,"applied":{}}'],
    ['without headers', {}, '{}'],
    ['without a value', joined, null],
    ['that is not JSON', joined, '{'],
    ['that is not an object', joined, '[]'],
    ['with a lease of nothing', joined, '{"incarnation":"a","leaseMs":0,"applied":{}}'],
    ['with positions that are none', joined, '{"incarnation":"a","leaseMs":1,"applied":{"x":1}}'],
    [
      'that claims another type in its value',
      { ...joined, ce_type: 'keyward.registry.removed' },
      '{"type":"left","incarnation":"a"}',
    ],
  ])('%s is refused with a reason', (_case, headers, value) => {
    expect(typeof read(headers, value)).toBe('string');
  });
});
