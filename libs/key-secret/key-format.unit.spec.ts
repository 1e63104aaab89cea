import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateSecret, hintOf, isKeyPrefix, looksLikeKey, parseSecret } from './key-format.js';

/** Checksums worked out with Python's zlib.crc32, written in base62 (0-9A-Za-z). */
const GOLDEN = [
  'claribi_sk_live_0123456789ABCDEFGHIJKLMNOPQRST1j6Tvv',
  'claribi_sk_test_zyxwvutsrqponmlkjihgfedcba98761o6Kv5',
];

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function inBase62(number: number): string {
  return Array.from({ length: 6 }, (_, place) => BASE62.charAt(Math.floor(number / 62 ** (5 - place)) % 62)).join('');
}

describe('a generated secret', () => {
  it('is a prefix and 36 base62 characters', () => {
    expect(generateSecret({ prefix: 'claribi', mode: 'live' })).toMatch(/^claribi_sk_live_[0-9A-Za-z]{36}$/);
    expect(generateSecret({ prefix: 'acme', mode: 'test' })).toMatch(/^acme_sk_test_[0-9A-Za-z]{36}$/);
  });

  it('is parsed as what it was made for', () => {
    const prefix = fc.stringMatching(/^[a-z][a-z0-9]{1,15}$/);
    fc.assert(
      fc.property(prefix, fc.constantFrom('live' as const, 'test' as const), (name, mode) => {
        const secret = generateSecret({ prefix: name, mode });
        expect(parseSecret(secret)).toEqual({ mode });
        expect(looksLikeKey(secret)).toBe(true);
        expect(hintOf(secret)).toBe(secret.slice(0, name.length + 13));
      }),
    );
  });

  it('takes every random character from the given source, evenly over the alphabet', () => {
    const bounds: number[] = [];
    const secret = generateSecret({ prefix: 'claribi', mode: 'live', random: (bound) => bounds.push(bound) - 1 });
    expect(bounds).toEqual(Array.from({ length: 30 }, () => 62));
    expect(secret.slice(16, 46)).toBe('0123456789ABCDEFGHIJKLMNOPQRST');
  });

  it('is another one each time', () => {
    const secrets = Array.from({ length: 1000 }, () => generateSecret({ prefix: 'claribi', mode: 'live' }));
    expect(new Set(secrets).size).toBe(1000);
  });
});

describe('parseSecret', () => {
  it.each(GOLDEN)('accepts the golden key %s', (secret) => {
    expect(parseSecret(secret)).not.toBeNull();
  });

  const good = GOLDEN[0] ?? '';

  it.each([
    ['nothing', ''],
    ['the prefix alone', 'claribi_sk_live_'],
    ['one character less', good.slice(0, -1)],
    ['one character more', `${good}0`],
    ['a space before', ` ${good}`],
    ['a space in place of the last character', `${good.slice(0, -1)} `],
    ['another prefix with this checksum', good.replace('claribi', 'claribo')],
    ['another mode', good.replace('_live_', '_prod_')],
    ['the other mode with this checksum', good.replace('_live_', '_test_')],
    ['another case', good.toUpperCase()],
    ['a full-width digit', good.replace(/.$/, '１')],
    ['a character outside base62', good.replace(/.{7}$/, '-$&').slice(0, good.length)],
    ['10 kB', good.repeat(200)],
  ])('refuses %s', (_, text) => {
    expect(parseSecret(text)).toBeNull();
  });

  it.each(['/', ':', '@', '[', '`', '{', '-', '_', ' ', 'é', '１', '\ud800', '\x7f', '\x80'])(
    'refuses %j under a right checksum, wherever it stands',
    (wrong) => {
      for (const random of [wrong.repeat(30), wrong + '0'.repeat(29), '0'.repeat(29) + wrong]) {
        const text = `claribi_sk_live_${random}`;
        expect(parseSecret(text + inBase62(crc32(text)))).toBeNull();
      }
    },
  );

  it('takes a checksum in one spelling only', () => {
    expect(parseSecret('claribi_sk_live_0000000000000000000000000000060sZvZz')).not.toBeNull();
    // as much, if `-` counts −1
    expect(parseSecret('claribi_sk_live_0000000000000000000000000000060sZva-')).toBeNull();
  });

  it('notices every single wrong character', () => {
    for (let at = 16; at < good.length; at++) {
      for (const other of BASE62.replace(good.charAt(at), '')) {
        expect(parseSecret(good.slice(0, at) + other + good.slice(at + 1))).toBeNull();
      }
    }
  });

  it('never throws and accepts nothing by chance', () => {
    const nearly = fc.stringMatching(/^claribi_sk_live_[0-9A-Za-z]{36}$/);
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearly), (text) => parseSecret(text) === null));
  });
});

it('looksLikeKey distinguishes a key, whole or not, from a JWT', () => {
  expect(looksLikeKey('claribi_sk_live_x')).toBe(true);
  expect(looksLikeKey('acme_sk_test_')).toBe(true);
  for (const other of ['claribi_sk_', 'sk_live_x', '_sk_live_x', 'Acme_sk_live_x', 'a.b_sk_live_x', ''])
    expect([other, looksLikeKey(other)]).toEqual([other, false]);
  expect(looksLikeKey('eyJhbGciOiJIUzI1NiJ9.e30.x')).toBe(false);
});

it.each([
  ['claribi', true],
  ['ab', true],
  ['a1', true],
  ['a', false],
  ['Claribi', false],
  ['1abc', false],
  ['a_b', false],
  ['a'.repeat(17), false],
])('isKeyPrefix(%j) is %j', (text, valid) => {
  expect(isKeyPrefix(text)).toBe(valid);
});
