import { describe, expect, it } from '@jest/globals';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';
import { type CountedUses, decodeUsage, encodeUsage } from './usage-record.js';

const MINUTE = Date.parse('2026-01-05T09:59:00.000Z');
const NEVER = { lastAt: 0, endpointAt: 0, method: '', path: '' };
const at = MINUTE + 1250;
const counted: readonly CountedUses[] = [
  {
    keyId: 'key_01',
    credentialId: 'cred_01',
    accepted: 2,
    denied: 1,
    lastAt: at,
    endpointAt: at,
    method: 'GET',
    path: '/api/reports/7',
  },
  { keyId: 'key_01', credentialId: 'cred_02', accepted: 0, denied: 4, ...NEVER },
  { keyId: 'key_02', credentialId: 'cred_03', accepted: 1, denied: 0, ...NEVER, lastAt: MINUTE - 5000 },
];
const record = encodeUsage('counter-1', 3, MINUTE, counted);
const received = (sent: OutgoingRecord): IncomingRecord => ({
  topic: 'key-usage',
  partition: 0,
  offset: 0,
  timestamp: new Date(0),
  ...sent,
});
const withValue = (value: unknown, { headers }: OutgoingRecord = record): IncomingRecord =>
  received({ key: 'counter-1', headers, value: value === null ? null : Buffer.from(JSON.stringify(value)) });
const row = ['k', 'c', 1, 0, 5, 5, 'GET', '/x'];
const frame = { counter: 'counter-1', sequence: 1, minute: '2026-01-05T09:59:00.000Z', uses: [row] };

/** A record as it was sent before one held several keys; its bytes stand in logs. */
const EARLIER = {
  key: 'key_01',
  headers: {
    ce_specversion: '1.0',
    ce_id: 'counter-1/3/key_01/2026-01-05T09:00:00.000Z',
    ce_source: '/keyward/usage',
    ce_type: 'keyward.KeyUsage',
    'content-type': 'application/json',
    ce_schemaversion: '1',
  },
  value: Buffer.from(
    '{"keyId":"key_01","counter":"counter-1","sequence":3,"hour":"2026-01-05T09:00:00.000Z","counts":[{"minute":59,"credentialId":"cred_01","route":"/api/reports/{id}","accepted":2,"denied":1},{"minute":0,"credentialId":"cred_01","route":null,"accepted":0,"denied":4}],"latest":[{"credentialId":"cred_01","at":"2026-01-05T09:59:01.250Z","endpoint":{"method":"GET","path":"/api/reports/7"}},{"credentialId":"cred_02","at":"2026-01-05T09:59:01.250Z","endpoint":null}]}',
  ),
};
const earlier: unknown = JSON.parse(EARLIER.value.toString());

describe('a usage record', () => {
  it('comes through a record on key-usage unchanged', () => {
    expect(decodeUsage(received(record))).toEqual({
      counter: 'counter-1',
      sequence: 3,
      sequenceIsOfKeyAndHour: false,
      hour: Date.parse('2026-01-05T09:00:00Z'),
      uses: [
        { keyId: 'key_01', credentialId: 'cred_01', at: MINUTE, accepted: 2, denied: 1 },
        { keyId: 'key_01', credentialId: 'cred_02', at: MINUTE, accepted: 0, denied: 4 },
        { keyId: 'key_02', credentialId: 'cred_03', at: MINUTE, accepted: 1, denied: 0 },
      ],
      lastUses: [
        { keyId: 'key_01', credentialId: 'cred_01', at, endpoint: { at, method: 'GET', path: '/api/reports/7' } },
        { keyId: 'key_02', credentialId: 'cred_03', at: MINUTE - 5000, endpoint: null },
      ],
    });
  });

  it('of an earlier version, which held one key and its routes, is read', () => {
    expect(decodeUsage(received(EARLIER))).toEqual({
      counter: 'counter-1',
      sequence: 3,
      sequenceIsOfKeyAndHour: true,
      hour: Date.parse('2026-01-05T09:00:00Z'),
      uses: [
        { keyId: 'key_01', credentialId: 'cred_01', at: MINUTE, accepted: 2, denied: 1 },
        { keyId: 'key_01', credentialId: 'cred_01', at: MINUTE - 59 * 60_000, accepted: 0, denied: 4 },
      ],
      lastUses: [
        { keyId: 'key_01', credentialId: 'cred_01', at, endpoint: { at, method: 'GET', path: '/api/reports/7' } },
        { keyId: 'key_01', credentialId: 'cred_02', at, endpoint: null },
      ],
    });
  });

  it('is kept in order by its counter', () => {
    expect(record.key).toBe('counter-1');
  });

  it('has an id of its own for each counter and sequence, and is the same bytes each time', () => {
    const others = [encodeUsage('counter-2', 3, MINUTE, counted), encodeUsage('counter-1', 4, MINUTE, counted)];
    expect(new Set([record, ...others].map(({ headers }) => headers['ce_id'])).size).toBe(3);
    expect(encodeUsage('counter-1', 3, MINUTE, [...counted])).toEqual(record);
  });

  it.each([
    ['no value', withValue(null)],
    ['no JSON', received({ ...record, value: Buffer.from('{') })],
    ['another type', withValue(frame, { ...record, headers: { ...record.headers, ce_type: 'keyward.KeyCreated' } })],
    ['a newer schema', withValue(frame, { ...record, headers: { ...record.headers, ce_schemaversion: '3' } })],
    ['no headers', withValue(frame, { ...record, headers: {} })],
    ['a sequence before the first', withValue({ ...frame, sequence: 0 })],
    ['no counter', withValue({ ...frame, counter: '' })],
    ['a minute that is no time', withValue({ ...frame, minute: 'now' })],
    ['a minute that does not begin one', withValue({ ...frame, minute: '2026-01-05T09:30:01.000Z' })],
    ['a row that is none', withValue({ ...frame, uses: ['k'] })],
    ['a row without a key', withValue({ ...frame, uses: [row.with(0, '')] })],
    ['a row without a credential', withValue({ ...frame, uses: [row.with(1, '')] })],
    ['a negative count', withValue({ ...frame, uses: [row.with(2, -1)] })],
    ['a broken count', withValue({ ...frame, uses: [row.with(3, 1.5)] })],
    ['a time that is none', withValue({ ...frame, uses: [row.with(4, 'now')] })],
    ['an endpoint without a path', withValue({ ...frame, uses: [row.slice(0, 7)] })],
    ['a method that was not cut', withValue({ ...frame, uses: [row.with(6, 'A'.repeat(17))] })],
    ['a path that was not cut', withValue({ ...frame, uses: [row.with(7, '/'.repeat(257))] })],
    ['an hour that does not begin one', withValue({ ...Object(earlier), hour: '2026-01-05T09:30:00.000Z' }, EARLIER)],
    ['a count of an earlier version that is none', withValue({ ...Object(earlier), counts: [{}] }, EARLIER)],
  ])('with %s is unreadable, and words say why', (_, unreadable) => {
    expect(decodeUsage(unreadable)).toEqual(expect.stringMatching(/^[\x20-\x7e]+$/));
  });
});
