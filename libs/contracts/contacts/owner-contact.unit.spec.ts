import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';
import {
  decodeContact,
  encodeContact,
  encodeContactErasure,
  isMailAddress,
  type OwnerContact,
} from './owner-contact.js';

const ANN: OwnerContact = { ownerId: 'acme/ann', email: 'ann@acme.example', name: 'Ann Ångström' };

const received = (
  sent: Pick<OutgoingRecord, 'value' | 'headers'> & { readonly key: string | null },
): IncomingRecord => ({ topic: 'owner-contacts', partition: 0, offset: 0, timestamp: new Date(0), ...sent });
const holding = (value: string) => received({ ...encodeContact(ANN), value: Buffer.from(value) });

describe('an owner’s contact', () => {
  it.each([ANN, { ...ANN, name: null }, { ...ANN, tokenIssuedAt: 1_790_000_000 }])(
    'comes through a record unchanged',
    (contact) => {
      expect(decodeContact(received(encodeContact(contact)))).toEqual({ ownerId: 'acme/ann', contact });
    },
  );

  it('is read from a record of an earlier version, which does not tell the time of its token', () => {
    expect(decodeContact(holding('{"email":"ann@acme.example","name":"Ann Ångström"}'))).toEqual({
      ownerId: 'acme/ann',
      contact: ANN,
    });
  });

  it('stands under its owner’s key, with nothing of it in the headers, which are ASCII', () => {
    const { key, headers } = encodeContact(ANN);
    expect(key).toBe('acme/ann');
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.stringify(headers)).not.toMatch(/ann|Ångström/);
  });

  it('is erased by a tombstone under the same key', () => {
    const erasure = encodeContactErasure('acme/ann');
    expect(erasure).toMatchObject({ key: encodeContact(ANN).key, value: null });
    expect(decodeContact(received(erasure))).toEqual({ ownerId: 'acme/ann', contact: null });
  });

  it.each([
    ['no JSON', holding('{'), 'the value is not JSON'],
    ['no address', holding('{"email":"ann","name":null}'), 'not an owner contact'],
    ['no name', holding('{"email":"ann@acme.example"}'), 'not an owner contact'],
    ['no key', received({ ...encodeContact(ANN), key: null }), 'no key'],
  ])('cannot be read from a record with %s, and the reason repeats nothing of it', (_, record, reason) => {
    expect(decodeContact(record)).toBe(reason);
  });

  it('is read without ever throwing', () => {
    const value = fc.option(
      fc.oneof(
        fc.json().map((json) => Buffer.from(json)),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
    );
    fc.assert(
      fc.property(fc.option(fc.string()), value, (key, bytes) => {
        expect(['string', 'object']).toContain(typeof decodeContact(received({ key, headers: {}, value: bytes })));
      }),
    );
  });

  it('can be written for every address that is called one, and read again', () => {
    expect(
      ['ann', 'ann@', '', 'a@b@c', 'ann@acme.example\nBcc: eve@evil.example', `${'a'.repeat(320)}@acme.example`].filter(
        isMailAddress,
      ),
    ).toEqual([]);
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const contact = { ...ANN, email };
        if (isMailAddress(email))
          expect(decodeContact(received(encodeContact(contact)))).toEqual({ ownerId: 'acme/ann', contact });
      }),
    );
  });
});
