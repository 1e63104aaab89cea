import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parsePeppers, Peppers } from './peppers.js';

const OLD = Buffer.from('0123456789abcdef').toString('base64');
const NEW = Buffer.from('the pepper of the spec, 32 bytes').toString('base64');
const SECRET = 'claribi_sk_live_secret';

describe('peppers', () => {
  const peppers = parsePeppers(`p2:${NEW}, p1:${OLD}`);

  it('are in the given order, the first one current', () => {
    expect(peppers.current.id).toBe('p2');
    expect(peppers.ids).toEqual(['p2', 'p1']);
  });

  it('digest by HMAC-SHA256', () => {
    expect(peppers.digest(SECRET)).toEqual({
      pepperId: 'p2',
      digest: 'cf4623854da10f3c3e47872285aa171157b281168f197068a475f8afd3260546',
    });
    expect(peppers.earlierDigests(SECRET)).toEqual([
      { pepperId: 'p1', digest: '29b1ee6372d8b91961b87deb07c32510ac9742a76a4535ff97810528aa8a5bd2' },
    ]);
  });

  it.each([16, 64, 65, 200])('of %i bytes digest any text as createHmac does', (length) => {
    const pepper = Buffer.alloc(length, 'pepper');
    const all = parsePeppers(`p1:${pepper.toString('base64')}`);
    for (const secret of ['', SECRET, 'é€😀\ud800', 'x'.repeat(10_000), SECRET]) {
      expect(all.digest(secret).digest).toBe(createHmac('sha256', pepper).update(secret).digest('hex'));
    }
  });

  it('show their ids and never their bytes', () => {
    for (const shown of [
      String(peppers),
      inspect(peppers, { depth: 9, showHidden: true }),
      JSON.stringify({ peppers }),
    ]) {
      expect(shown).toContain('p2');
      for (const pepper of [OLD, NEW]) {
        expect(shown).not.toContain(pepper);
        expect(shown).not.toContain(Buffer.from(pepper, 'base64').toString('hex'));
        expect(shown).not.toContain(Buffer.from(pepper, 'base64').toString());
      }
    }
  });

  it('keep nothing of what they have digested', () => {
    const pepper = { id: 'p1', inner: Buffer.alloc(64, 1), outer: Buffer.alloc(96, 2) };
    new Peppers([pepper]).digest(SECRET);
    expect(pepper.inner.subarray(64).every((byte) => byte === 0)).toBe(true);
    expect(Buffer.concat([pepper.inner, pepper.outer]).includes(SECRET.slice(0, 6))).toBe(false);
  });

  it('need no padding', () => {
    expect(parsePeppers(`p1:${OLD.replace(/=+$/, '')}`).ids).toEqual(['p1']);
  });
});

describe('KEY_PEPPERS', () => {
  it.each([
    ['is empty', '', /entry 1 is not id:base64/],
    ['has no id', NEW, /entry 1 is not id:base64/],
    ['has an empty id', `:${NEW}`, /entry 1 is not id:base64/],
    ['has an id with a space', `a b:${NEW}`, /entry 1 is not id:base64/],
    ['has an empty entry', `p1:${NEW},`, /entry 2 is not id:base64/],
    ['is not base64', `p1:${NEW},p2:*${OLD}`, /entry 2 is not base64/],
    ['is too short', `p1:${Buffer.from('fifteen bytes..').toString('base64')}`, /entry 1 is too short: give 16/],
    ['has an id twice', `p1:${NEW},p1:${OLD}`, /entry 2 has the id of an earlier one/],
  ])('that %s is refused without repeating it', (_, text, message) => {
    expect(() => parsePeppers(text)).toThrow(message);
    expect(() => parsePeppers(text)).not.toThrow(new RegExp(`${OLD.slice(0, 12)}|${NEW.slice(0, 12)}`));
  });
});
