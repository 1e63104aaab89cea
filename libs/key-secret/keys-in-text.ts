import { isDigit, MIDDLE_START, MIDDLES, parseSecret, PREFIX_LENGTHS, SECRET_BODY_LENGTH } from './key-format.js';

const EACH_MIDDLE = Object.values(MIDDLES);
/** What of a key’s random characters people may see. */
const HINTED = 4;
/**
 * Zero-width spaces, soft hyphens and the like, which pages and chats put into long words: whoever copies the text does
 * not see them.
 */
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;
const FIRST_UNSEEN = 0xad;

/**
 * Whether a well-formed key of any prefix stands somewhere in `text`, between whatever characters and with unseen ones
 * in it: its checksum leaves no doubt. The time is linear in the length of `text`, and nothing of it is kept.
 */
export function holdsKey(text: string): boolean {
  if (holdsPlainKey(text)) return true;
  const seen = withoutUnseen(text);
  return seen.length < text.length && holdsPlainKey(seen);
}

function holdsPlainKey(text: string): boolean {
  for (let at = text.indexOf(MIDDLE_START); at !== -1; at = text.indexOf(MIDDLE_START, at + 1)) {
    const middle = EACH_MIDDLE.find((each) => text.startsWith(each, at));
    const end = at + (middle?.length ?? 0) + SECRET_BODY_LENGTH;
    if (middle !== undefined && end <= text.length && isKeyOfSomePrefix(text, at, end)) return true;
  }
  return false;
}

/** Whether a key of some prefix may be meant by `text`, well-formed or not: distinguishes keys from JWTs. */
export function resemblesKey(text: string): boolean {
  return EACH_MIDDLE.some((middle) => text.includes(middle));
}

/**
 * `text` with everything that is shaped like a key cut down to its hint, checksum or not. No part of it is kept: not by
 * a regular expression either.
 */
export function maskKeys(text: string): string {
  let masked = '';
  let from = 0;
  for (let at = text.indexOf(MIDDLE_START); at !== -1; at = text.indexOf(MIDDLE_START, at + 1)) {
    const middle = EACH_MIDDLE.find((each) => text.startsWith(each, at));
    if (middle === undefined) continue;
    const bodyAt = at + middle.length;
    let end = bodyAt;
    while (end < text.length && isDigit(text.charCodeAt(end))) end++;
    if (end <= bodyAt + HINTED) continue;
    masked += `${text.slice(from, bodyAt + HINTED)}***`;
    from = end;
  }
  return from === 0 ? text : masked + text.slice(from);
}

function isKeyOfSomePrefix(text: string, middleAt: number, end: number): boolean {
  for (let length = PREFIX_LENGTHS.least; length <= Math.min(PREFIX_LENGTHS.most, middleAt); length++) {
    const start = middleAt - length;
    if (parseSecret(text.slice(start, end)) !== null) return true;
  }
  return false;
}

/** The expression is given single characters only: of a longer text it would keep a part. */
function withoutUnseen(text: string): string {
  let seen = '';
  for (const character of text) {
    if (character.charCodeAt(0) < FIRST_UNSEEN || !UNSEEN.test(character)) seen += character;
  }
  return seen;
}
