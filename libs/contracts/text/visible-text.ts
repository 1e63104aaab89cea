/** How long a text that people write may be. */
export interface TextBounds {
  /** As a person counts them: an emoji is one, with its skin tone too. */
  readonly characters: number;
  /** In UTF-8, so that a character of many marks does not count as nothing. */
  readonly bytes: number;
}

/** Of the name of a key. */
export const NAME_BOUNDS: TextBounds = { characters: 100, bytes: 3000 };
/** Of the reason of a revocation. */
export const REASON_BOUNDS: TextBounds = { characters: 500, bytes: 6000 };
/** Of a person’s name in a token. */
export const PERSON_BOUNDS: TextBounds = { characters: 64, bytes: 1000 };

/**
 * Control characters, line and paragraph separators, lone surrogates, and what turns the direction of a text around.
 * What joins letters or emoji (ZWJ, ZWNJ) is none of them.
 */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;
/**
 * Anything but spaces, marks without a letter, and what is shown as nothing: the blank of Braille and the null notehead
 * are letters by name only.
 */
const VISIBLE = /[^\p{Z}\p{M}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The one form in which a text is kept and compared: composed (NFC), without spaces around it. */
export function plainText(text: string): string {
  return text.normalize('NFC').trim();
}

/**
 * What is wrong with a text in plain form, as the end of a sentence that begins with its name; null when nothing is.
 */
export function faultOfText(text: string, { characters, bytes }: TextBounds): string | null {
  if (Buffer.byteLength(text) > bytes)
    return `must be at most ${String(characters)} characters and ${String(bytes)} bytes`;
  if (FORBIDDEN.test(text))
    return 'must have no control characters, line breaks or marks that change the direction of text';
  if (!VISIBLE.test(text)) return `must be 1 to ${String(characters)} characters, something visible among them`;
  return hasMoreThan(characters, text) ? `must be at most ${String(characters)} characters` : null;
}

function hasMoreThan(most: number, text: string): boolean {
  return text.length > most && charactersOf(text).length > most;
}

/** As a person counts them. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
