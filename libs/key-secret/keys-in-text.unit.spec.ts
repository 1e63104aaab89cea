import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateSecret } from './key-format.js';
import { holdsKey, maskKeys } from './keys-in-text.js';

const LIVE = generateSecret({ prefix: 'claribi', mode: 'live' });
const TEST = generateSecret({ prefix: 'acme', mode: 'test' });
const broken = `${LIVE.slice(0, -1)}${LIVE.endsWith('0') ? '1' : '0'}`;

describe('a key in a text', () => {
  it.each([LIVE, TEST])('is found alone, in a sentence, and between letters, digits and signs', (key) => {
    for (const text of [
      key,
      `my key is ${key} ok`,
      `(${key})`,
      `x${key}y`,
      `0_${key}_0`,
      `${broken} ${key}`,
      `é${key}🔑`,
      `https://x.example/?k=${key}&y`,
      `_sk_live_${key}`,
      'y'.repeat(60_000) + key,
    ]) {
      expect(holdsKey(text)).toBe(true);
    }
  });

  it.each([
    ['zero-width spaces', '\u200b'],
    ['soft hyphens', '\u00ad'],
    ['word joiners', '\u2060'],
    ['variation selectors', '\u{e0100}'],
  ])('is found with %s in it, which nobody sees', (_, unseen) => {
    expect(holdsKey(LIVE.replace('_sk_', `${unseen}_s${unseen}k_`))).toBe(true);
    expect(holdsKey(`my ${Array.from(LIVE).join(unseen)} key`)).toBe(true);
    expect(holdsKey(Array.from(broken).join(unseen))).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['a hint', LIVE.slice(0, 20)],
    ['a key with a wrong checksum', broken],
    ['a key cut short', LIVE.slice(0, -1)],
    ['the shape of a key', `claribi_sk_live_${'a'.repeat(36)}`],
    ['a key with a space in it', `${LIVE.slice(0, 30)} ${LIVE.slice(30)}`],
    ['the middle of one', '_sk_live_'.repeat(5000)],
    ['a body without a prefix', LIVE.slice(7)],
  ])('is not found in %s', (_, text) => {
    expect(holdsKey(text)).toBe(false);
  });

  it('is found wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) =>
        holdsKey(before + LIVE + after),
      ),
    );
  });

  it('is masked down to its hint, whole or not', () => {
    for (const text of [LIVE, broken, LIVE.slice(0, 40), `my_${LIVE}`, `${LIVE}${LIVE}`]) {
      expect(maskKeys(text)).not.toContain(LIVE.slice(16, 36));
      expect(maskKeys(text)).toContain(`${LIVE.slice(0, 20)}***`);
    }
    expect(maskKeys('/api/reports/7')).toBe('/api/reports/7');
    expect(maskKeys(LIVE.slice(0, 20))).toBe(LIVE.slice(0, 20));
  });
});
