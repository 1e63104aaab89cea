import { describe, expect, it } from '@jest/globals';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';
import { decodeKeyUsage, encodeKeyUsage, type KeyUsage } from './usage-record.js';

const usage: KeyUsage = {
  keyId: 'key_01',
  counter: 'counter-1',
  sequence: 3,
  hour: '2026-01-05T09:00:00.000Z',
  counts: [
    { minute: 59, credentialId: 'cred_01', route: '/api/reports/{id}', accepted: 2, denied: 1 },
    { minute: 0, credentialId: 'cred_01', route: null, accepted: 0, denied: 4 },
  ],
  latest: [
    { credentialId: 'cred_01', at: '2026-01-05T09:59:01.250Z', endpoint: { method: 'GET', path: '/api/reports/7' } },
  ],
};

const received = (sent: OutgoingRecord): IncomingRecord => ({
  topic: 'key-usage',
  partition: 0,
  offset: 0,
  timestamp: new Date(0),
  ...sent,
});
const withValue = (value: Buffer | null): IncomingRecord => ({ ...received(encodeKeyUsage(usage)), value });
const changed = (difference: object): IncomingRecord =>
  withValue(Buffer.from(JSON.stringify({ ...usage, ...difference })));

describe('a usage record', () => {
  it('comes through a record on key-usage unchanged', () => {
    expect(decodeKeyUsage(received(encodeKeyUsage(usage)))).toEqual(usage);
  });

  it('is kept in order by its key', () => {
    expect(encodeKeyUsage(usage).key).toBe('key_01');
  });

  it('has an id of its own for each counter, flush, key and hour, and is the same bytes each time', () => {
    const differences = [
      { counter: 'counter-2' },
      { sequence: 4 },
      { keyId: 'key_02' },
      { hour: '2026-01-05T10:00:00.000Z' },
    ];
    const ids = [usage, ...differences.map((difference) => ({ ...usage, ...difference }))].map(
      (each) => encodeKeyUsage(each).headers['ce_id'],
    );
    expect(new Set(ids).size).toBe(5);
    expect(encodeKeyUsage(usage)).toEqual(encodeKeyUsage({ ...usage }));
  });

  it.each([
    ['no value', withValue(null)],
    ['no JSON', withValue(Buffer.from('{'))],
    ['another type', { ...withValue(null), headers: { ce_type: 'keyward.KeyCreated', ce_schemaversion: '1' } }],
    ['a newer schema', { ...withValue(null), headers: { ce_type: 'keyward.KeyUsage', ce_schemaversion: '2' } }],
    ['no headers', { ...withValue(null), headers: {} }],
    ['a sequence before the first', changed({ sequence: 0 })],
    ['an hour that is no time', changed({ hour: 'today' })],
    ['an hour that does not begin one', changed({ hour: '2026-01-05T09:30:00.000Z' })],
    ['a minute outside the hour', changed({ counts: [{ ...usage.counts[0], minute: 60 }] })],
    ['a negative count', changed({ counts: [{ ...usage.counts[0], denied: -1 }] })],
    ['a broken count', changed({ counts: [{ ...usage.counts[0], accepted: 1.5 }] })],
    [
      'a path that was not cut',
      changed({ latest: [{ ...usage.latest[0], endpoint: { method: 'GET', path: '/'.repeat(257) } }] }),
    ],
  ])('with %s is unreadable, with a reason in words', (_, record) => {
    expect(decodeKeyUsage(record)).toEqual(expect.stringMatching(/^[\x20-\x7e]+$/));
  });
});
