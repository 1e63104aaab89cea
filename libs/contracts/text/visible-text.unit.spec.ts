import { describe, expect, it } from '@jest/globals';
import { faultOfText, NAME_BOUNDS, plainText } from './visible-text.js';

const FAMILY = '👨‍👩‍👧‍👦';
const fault = (text: string) => faultOfText(plainText(text), NAME_BOUNDS);

describe('a text that people write', () => {
  it.each([
    ['a letter', 'x'],
    ['100 letters', 'x'.repeat(100)],
    ['51 emoji', '😀'.repeat(51)],
    ['100 families', FAMILY.repeat(100)],
    ['60 rare Han characters', '𠀋'.repeat(60)],
    ['100 letters with a mark each, decomposed', 'e\u0301'.repeat(100)],
    ['100 flags', '🇫🇷'.repeat(100)],
    ['ZWNJ where Persian has it', 'می\u200cخواهم'],
    ['ZWJ inside an emoji', `Team ${FAMILY}`],
    ['a keycap', '1️⃣'],
    ['Hebrew', 'מפתח'],
    ['Arabic', 'مفتاح'],
    ['Devanagari', 'क्षत्रिय'],
    ['spaces around it', '  Feed \n'],
    ['a soft hyphen inside', 'co\u00adoperate'],
  ])('may be %s', (_, text) => {
    expect(fault(text)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a no-break space', '\u00a0'],
    ['an ideographic space', '\u3000'],
    ['ZWSP', '\u200b'],
    ['ZWJ', '\u200d'],
    ['ZWNJ', '\u200c'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a grapheme joiner', '\u034f'],
    ['Hangul fillers', '\u115f\u1160\u3164\uffa0'],
    ['a Braille blank', '\u2800'],
    ['a Mongolian vowel separator', '\u180e'],
    ['a Khmer inherent vowel', '\u17b4'],
    ['marks without a letter', '\u0301\u0302'],
    ['a mark over a space', ' \u0301'],
    ['variation selectors', '\ufe0f\u{e0100}'],
    ['tags', '\u{e0041}'],
    ['a null notehead', '\u{1d159}'],
    ['an annotation', '\ufff9'],
    ['all of them', '\u200b \u3164\u2800\u00ad'],
  ])('must have something visible in it, more than %s', (_, text) => {
    expect(fault(text)).toMatch(/something visible/);
  });

  it.each([
    ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c].map(
      (code) => [`U+${code.toString(16)}`, String.fromCharCode(code)] as const,
    ),
    ['NUL', '\0'],
    ['ESC', '\u001b'],
    ['DEL', '\u007f'],
    ['a C1 control', '\u0085'],
    ['a line break', '\n'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a lone surrogate', '\ud800'],
  ])('has no %s in it', (_, character) => {
    expect(fault(`a${character}b`)).toMatch(/no control characters/);
  });

  it.each([
    ['101 letters', 'x'.repeat(101)],
    ['101 families', FAMILY.repeat(101)],
    ['101 rare Han characters', '𠀋'.repeat(101)],
    ['one letter of 3,000 marks', `x${'\u0301'.repeat(3000)}`],
  ])('is at most 100 characters: not %s', (_, text) => {
    expect(fault(text)).toMatch(/at most 100 characters/);
  });

  it('is one text, composed or decomposed', () => {
    expect(plainText('Cafe\u0301')).toBe(plainText('Café'));
  });
});
