import { MODES } from '#contracts';
import { parseSecret, SECRET_BODY_LENGTH } from './key-format.js';

const MIDDLE = '_sk_';
const HEADS = MODES.map((mode) => `${MIDDLE}${mode}_`);
const PREFIX_LENGTHS = { least: 2, most: 16 };
/** A key, or what is left of one, past the part of a hint. */
const SHAPE = new RegExp(`(${MIDDLE}(?:${MODES.join('|')})_[A-Za-z0-9]{4})[A-Za-z0-9]+`, 'g');

/**
 * Whether a well-formed key of any prefix stands somewhere in `text`, between whatever characters: its checksum leaves no doubt.
 * The time is linear in the length of `text`, and nothing of it is kept.
 */
export function holdsKey(text: string): boolean {
  for (let at = text.indexOf(MIDDLE); at !== -1; at = text.indexOf(MIDDLE, at + 1)) {
    const head = HEADS.find((each) => text.startsWith(each, at));
    const end = at + (head?.length ?? 0) + SECRET_BODY_LENGTH;
    if (head !== undefined && end <= text.length && isKeyOfSomePrefix(text, at, end)) return true;
  }
  return false;
}

/** `text` with everything that is shaped like a key cut down to its hint, checksum or not. */
export function maskKeys(text: string): string {
  return text.includes(MIDDLE) ? text.replace(SHAPE, '$1***') : text;
}

function isKeyOfSomePrefix(text: string, middleAt: number, end: number): boolean {
  for (let length = PREFIX_LENGTHS.least; length <= Math.min(PREFIX_LENGTHS.most, middleAt); length++) {
    const start = middleAt - length;
    if (parseSecret(text.slice(start, end), text.slice(start, middleAt)) !== null) return true;
  }
  return false;
}
