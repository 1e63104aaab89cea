import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOrgId, isOwnerId, isUserId, orgIdOf, ownerIdOf, ownerParts } from './owner-id.js';

const VISIBLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index));
const visible = fc.constantFrom(...VISIBLE);
const unencoded = fc.constantFrom(...VISIBLE.filter((character) => /[A-Za-z0-9._~@|:-]/.test(character)));

describe('an owner id', () => {
  it.each([
    ['ada', 'acme/ada'],
    ['auth0|ada@example.test', 'acme/auth0|ada@example.test'],
    ['ada+keys@example.test', 'acme/ada%2Bkeys@example.test'],
    ["o'neil", 'acme/o%27neil'],
    ['uid=ada,dc=example', 'acme/uid%3Dada%2Cdc%3Dexample'],
    ['CORP\\ada', 'acme/CORP%5Cada'],
    ['other/ada', 'acme/other%2Fada'],
    ['100%', 'acme/100%25'],
    ['%2F', 'acme/%252F'],
    ['ada#1?x', 'acme/ada%231%3Fx'],
  ])('of %s is %s', (userId, ownerId) => {
    expect(ownerIdOf({ orgId: 'acme', userId })).toBe(ownerId);
    expect(ownerParts(ownerId)).toEqual({ orgId: 'acme', userId });
    expect(orgIdOf(ownerId)).toBe('acme');
  });

  it('names any user of any organisation, and nobody else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: unencoded, minLength: 1, maxLength: 128 }),
        fc.string({ unit: visible, minLength: 1, maxLength: 255 }),
        (orgId, userId) => {
          const ownerId = ownerIdOf({ orgId, userId });
          expect(ownerParts(ownerId)).toEqual({ orgId, userId });
          expect(ownerId).toMatch(/^[A-Za-z0-9._~@|:-]+\/[A-Za-z0-9._~@|:%-]+$/);
        },
      ),
      { verbose: true },
    );
  });

  it('stays what it was for a user whose id needs no encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: unencoded, minLength: 1, maxLength: 128 }), (userId) => {
        expect(ownerIdOf({ orgId: 'acme', userId })).toBe(`acme/${userId}`);
      }),
    );
  });

  it('has at most 894 characters', () => {
    const longest = ownerIdOf({ orgId: 'o'.repeat(128), userId: '+'.repeat(255) });
    expect([longest.length, isOwnerId(longest)]).toEqual([894, true]);
    expect(isOwnerId(`acme/${'%2B'.repeat(256)}`)).toBe(false);
  });

  it.each([
    '',
    '/',
    'acme',
    'acme/',
    '/ada',
    'acme/ada/x',
    'a b/c',
    `${'a'.repeat(129)}/b`,
    'a\n/b',
    'a/b\n',
    'acme/a+b',
    'acme/%61da',
    'acme/%2b',
    'acme/%',
    'acme/%2',
    'acme/%20',
    'acme/%00',
    'acme/%7F',
    'a%2Bb/c',
  ])('is not %j', (text) => {
    expect(isOwnerId(text)).toBe(false);
    expect(() => ownerParts(text)).toThrow(RangeError);
  });
});

describe('the ids that it is made of', () => {
  it.each(['', 'a b', 'ada\n', 'ada\u0000', 'ädä', 'a'.repeat(256), 'ada\u007f'])('are no user’s: %j', (text) => {
    expect(isUserId(text)).toBe(false);
  });
  it.each(['', 'a b', 'a/b', 'a+b', 'a%2Bb', 'ä', 'a'.repeat(129)])('are no organisation’s: %j', (text) => {
    expect(isOrgId(text)).toBe(false);
  });
});
