import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeKeyEvent, encodeKeyEvent } from '../messaging/key-event-record.js';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';
import { decodeEnvelope, decodedBySchemas, parseEnvelope } from './decode.js';
import { encodeEnvelope } from './envelope.js';
import { KEYRING_EVENTS } from './keyring-event.js';

/** Events as they were stored by the version that introduced them. Files are added, never edited. */
const FOLDER = join(import.meta.dirname, 'golden');
const golden = readdirSync(FOLDER).map((file) => ({
  file,
  stored: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>,
}));
const storedKeyCreated = golden.find(({ file }) => file === 'KeyCreated.v1.json')?.stored ?? {};

const received = (sent: OutgoingRecord): IncomingRecord => ({
  topic: 'key-events',
  partition: 0,
  offset: 0,
  timestamp: new Date(0),
  key: sent.key,
  headers: sent.headers,
  value: sent.value,
});

function decoded(stored: unknown) {
  const result = decodeEnvelope(stored);
  if (result.outcome !== 'event') throw new Error(result.reason);
  return result.recorded;
}

describe('golden events', () => {
  it('hold every type in every schema version, and nothing else', () => {
    const released = Object.entries(KEYRING_EVENTS).flatMap(([type, { schemaVersion }]) =>
      Array.from({ length: schemaVersion }, (_, before) => `${type}.v${String(before + 1)}.json`),
    );
    expect(golden.map(({ file }) => file).sort()).toEqual(released.sort());
  });

  describe.each(golden)('$file', ({ file, stored }) => {
    it('is an event of its name', () => {
      expect(`${decoded(stored).event.type}.v${String(stored['schemaVersion'])}.json`).toBe(file);
    });

    it('is stored today as it was then, unless its schema has moved on', () => {
      const again = encodeEnvelope(decoded(stored));
      if (stored['schemaVersion'] === again.schemaVersion) expect(again).toEqual(stored);
      expect(decoded(again)).toEqual(decoded(stored));
    });

    it('comes through a record on key-events unchanged', () => {
      const record = encodeKeyEvent(decoded(stored));
      expect(decodeKeyEvent(received(record))).toEqual({ outcome: 'event', recorded: decoded(stored) });
      expect(record.key).toBe('acme/ada');
      expect(record.headers['ce_changesaccess']).toBe(String(stored['changesAccess']));
      for (const value of Object.values(record.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
    });
  });
});

describe('a role of schema version 1', () => {
  const stored = golden.find(({ file }) => file === 'OwnerRoleChanged.v1.json')?.stored ?? {};
  const at = '2026-04-10T08:00:00.000Z';

  it.each([
    ['a person', 'user:acme/grace', null, { source: 'manager', toldAt: at }],
    ['a service', 'service:host-product', null, { source: 'service', toldAt: at }],
    ['a token', 'user:acme/ada', 1_775_000_000, { source: 'token', toldAt: '2026-03-31T23:33:20.000Z' }],
    ['a token from the future', 'user:acme/ada', 4_102_444_800, { source: 'token', toldAt: at }],
    ['a token with milliseconds', 'user:acme/ada', 1_775_000_000_000, { source: 'token', toldAt: at }],
    [
      'a token from before 1970',
      'user:acme/ada',
      -62_000_000_000_000,
      { source: 'token', toldAt: '1970-01-01T00:00:00.000Z' },
    ],
  ])('that %s set has its source and time, never later than it was recorded', (_, by, tokenIssuedAt, expected) => {
    expect(decoded({ ...stored, at, by, data: { role: 'analyst', tokenIssuedAt } }).event).toEqual({
      type: 'OwnerRoleChanged',
      role: 'analyst',
      ...expected,
    });
  });
});

describe('decoding', () => {
  it.each([
    ['an unknown type', { type: 'KeyLent' }],
    ['a newer schema', { schemaVersion: 99 }],
    ['a type named like something of Object.prototype', { type: 'constructor' }],
  ])('passes %s over when it does not change access, else refuses it for its owner', (_, difference) => {
    const place = { ownerId: 'acme/ada', version: 1 };
    expect(decodeEnvelope({ ...storedKeyCreated, ...difference, changesAccess: false })).toMatchObject({
      outcome: 'ignored',
      ...place,
    });
    expect(decodeEnvelope({ ...storedKeyCreated, ...difference, changesAccess: true })).toMatchObject({
      outcome: 'refused',
      ...place,
    });
  });

  it('refuses a record that does not say whether it changes access', () => {
    const { headers, ...record } = received(encodeKeyEvent(decoded(storedKeyCreated)));
    const silent = Object.fromEntries(
      Object.entries({ ...headers, ce_type: 'keyward.KeyLent' }).filter(([name]) => name !== 'ce_changesaccess'),
    );
    expect(decodeKeyEvent({ ...record, headers: silent })).toMatchObject({
      outcome: 'refused',
      ownerId: 'acme/ada',
      version: 1,
    });
  });

  it.each([
    ['data that does not fit', { data: { keyId: 'key_01' } }, { ownerId: 'acme/ada', version: 1 }],
    ['a version before the first', { version: 0 }, { ownerId: 'acme/ada', version: 0 }],
    ['an owner id that is none', { ownerId: 'acme/a da' }, { ownerId: 'acme/a da', version: 1 }],
    ['no owner', { ownerId: undefined }, { ownerId: null, version: 1 }],
    ['a time without a zone', { at: '2026-01-05T09:00:00' }, { ownerId: 'acme/ada', version: 1 }],
    ['an unknown kind of actor', { by: 'root' }, { ownerId: 'acme/ada', version: 1 }],
  ])('refuses %s and still knows whose it is', (_, difference, place) => {
    expect(decodeEnvelope({ ...storedKeyCreated, ...difference })).toMatchObject({ outcome: 'refused', ...place });
  });

  it.each([
    ['a tombstone', null],
    ['no JSON', Buffer.from('{')],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe])],
    ['JSON that is no object', Buffer.from('7')],
  ])('refuses %s and still knows whose it is', (_, value) => {
    const record = { ...received(encodeKeyEvent(decoded(storedKeyCreated))), value };
    expect(decodeKeyEvent(record)).toMatchObject({ outcome: 'refused', ownerId: 'acme/ada', version: 1 });
  });

  it('gives the reason in one line of ASCII, fit for a header', () => {
    const result = decodeEnvelope({ ...storedKeyCreated, version: 'x', at: 1 });
    expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/^[\x20-\x7e]+$/) });
    expect(result).toMatchObject({ reason: expect.stringMatching(/version.*at/) });
  });

  it('never throws, whatever it is given', () => {
    const outcomes = ['event', 'ignored', 'refused'];
    const header = fc.oneof(
      fc.string(),
      fc.constantFrom('keyward.KeyCreated', '1', 'true', 'false', 'NaN', '1e99', '-0'),
    );
    const names = [
      'ce_type',
      'ce_schemaversion',
      'ce_streamversion',
      'ce_changesaccess',
      'ce_subject',
      'ce_time',
      'ce_actor',
    ];
    const record = fc.record({
      key: fc.option(fc.string()),
      headers: fc.dictionary(fc.constantFrom(...names), header),
      value: fc.option(
        fc.oneof(
          fc.json().map((json) => Buffer.from(json)),
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        ),
      ),
    });
    fc.assert(
      fc.property(record, (sent) => {
        expect(outcomes).toContain(
          decodeKeyEvent({ topic: 'key-events', partition: 0, offset: 0, timestamp: new Date(0), ...sent }).outcome,
        );
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...golden), fc.string(), fc.anything(), ({ stored }, field, value) => {
        expect(outcomes).toContain(decodeEnvelope({ ...stored, [field]: value }).outcome);
        expect(outcomes).toContain(decodeEnvelope({ ...stored, data: value }).outcome);
        expect(outcomes).toContain(decodeEnvelope(value).outcome);
      }),
    );
  });

  it('says what the schemas say, whatever is changed in an event', () => {
    const values = fc.oneof(
      fc.anything(),
      fc.constantFrom(null, '', 'x', 'x'.repeat(301), 'x'.repeat(6001), 0, 1, -0, 1.5, 2 ** 53, {}, []),
      fc.constantFrom(
        '2026-02-29T00:00:00.000Z',
        '2024-02-29T00:00:00Z',
        '2026-04-31T00:00:00.000Z',
        '2026-01-31T24:00:00.000Z',
      ),
      fc.constantFrom(
        'acme/%41',
        'acme/%2F',
        'acme/' + 'x'.repeat(256),
        'user:',
        'service:\n',
        'member',
        'live',
        'f'.repeat(64),
      ),
    );
    const changed = (stored: Record<string, unknown>, path: readonly string[], value: unknown): unknown => {
      const [first = '', ...rest] = path;
      const member = stored[first];
      const isInside = rest.length > 0 && typeof member === 'object' && member !== null;
      return { ...stored, [first]: isInside ? changed(member as Record<string, unknown>, rest, value) : value };
    };
    const pathsOf = (value: unknown): readonly (readonly string[])[] =>
      typeof value === 'object' && value !== null
        ? [
            ['unknown'],
            ...Object.entries(value).flatMap(([name, member]) => [
              [name],
              ...pathsOf(member).map((path) => [name, ...path]),
            ]),
          ]
        : [];
    const change = fc
      .constantFrom(...golden)
      .chain(({ stored }) => fc.tuple(fc.constant(stored), fc.constantFrom(...pathsOf(stored)), values));
    fc.assert(
      fc.property(change, ([stored, path, value]) => {
        const event = changed(stored, path, value);
        expect(decodeEnvelope(event)).toEqual(decodedBySchemas(event));
        expect(parseEnvelope(event) === undefined).toBe(
          decodedBySchemas(event).outcome === 'refused' &&
            /^not an event envelope/.test((decodedBySchemas(event) as { reason: string }).reason),
        );
      }),
      { numRuns: 1000 },
    );
    for (const { stored } of golden) expect(decodeEnvelope(stored)).toEqual(decodedBySchemas(stored));
  });
});
