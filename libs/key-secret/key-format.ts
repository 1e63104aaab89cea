import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { detached, MODES, type Mode } from '#contracts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 30;
const CHECKSUM_LENGTH = 6;
/** What follows the head of a secret. */
export const SECRET_BODY_LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;
const HINT_LENGTH = 4;

/** What the middle of every key begins with. */
export const MIDDLE_START = '_sk_';
/** What stands between the prefix of a key and its body. */
export const MIDDLES: Readonly<Record<Mode, string>> = { live: `${MIDDLE_START}live_`, test: `${MIDDLE_START}test_` };
/** Of the prefix of a key. */
export const PREFIX_LENGTHS = { least: 2, most: 16 };

const NO_DIGIT = -1;
/** What a character counts in base62, by its code. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** Whether it is the code of a base62 character. */
export function isDigit(code: number): boolean {
  return (DIGITS[code] ?? NO_DIGIT) !== NO_DIGIT;
}

/**
 * Whether `text` may be a KEY_PREFIX: a lower-case letter, then 1–15 lower-case letters or digits. No regular expression,
 * which would keep the text it saw last.
 */
export function isKeyPrefix(text: string): boolean {
  const { least, most } = PREFIX_LENGTHS;
  if (text.length < least || text.length > most || !isLowerCase(text.charCodeAt(0))) return false;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isLowerCase(code) && !(code >= 48 && code <= 57)) return false;
  }
  return true;
}

function isLowerCase(code: number): boolean {
  return code >= 97 && code <= 122;
}

export interface SecretOptions {
  readonly prefix: string;
  readonly mode: Mode;
  /** A uniform integer in [0, bound). Cryptographic by default; tests pass their own. */
  readonly random?: (bound: number) => number;
}

/**
 * A new secret: `<prefix>_sk_<mode>_` + 30 random base62 characters + 6 base62 characters of CRC-32 over everything
 * before.
 */
export function generateSecret({ prefix, mode, random }: SecretOptions): string {
  const text = headOf(prefix, mode) + randomBase62(RANDOM_LENGTH, random);
  return text + checksumOf(text);
}

export function randomBase62(length: number, random: (bound: number) => number = (bound) => randomInt(bound)): string {
  let text = '';
  for (let i = 0; i < length; i++) text += ALPHABET.charAt(random(ALPHABET.length));
  return text;
}

/**
 * The mode a well-formed secret names, or null. Needs no I/O: most texts that are not a key are known by their length
 * or checksum. Its prefix may be any: keys go on working when KEY_PREFIX changes.
 */
export function parseSecret(text: string): { readonly mode: Mode } | null {
  const bodyAt = text.length - SECRET_BODY_LENGTH;
  const mode = MODES.find((candidate) => {
    const middle = MIDDLES[candidate];
    const middleAt = bodyAt - middle.length;
    return middleAt > 0 && text.startsWith(middle, middleAt) && isKeyPrefix(text.slice(0, middleAt));
  });
  if (mode === undefined) return null;
  const checksumAt = text.length - CHECKSUM_LENGTH;
  let checksum = 0;
  for (let at = bodyAt; at < text.length; at++) {
    const digit = DIGITS[text.charCodeAt(at)];
    if (digit === undefined || digit === NO_DIGIT) return null;
    if (at >= checksumAt) checksum = checksum * ALPHABET.length + digit;
  }
  return checksum === crc32(text.slice(0, checksumAt)) ? { mode } : null;
}

/** Whether `text` begins like a key, well-formed or not: distinguishes a key from a JWT in `Authorization: Bearer`. */
export function looksLikeKey(text: string): boolean {
  const middleAt = text.indexOf(MIDDLE_START);
  return (
    middleAt > 0 &&
    MODES.some((mode) => text.startsWith(MIDDLES[mode], middleAt)) &&
    isKeyPrefix(text.slice(0, middleAt))
  );
}

/**
 * What people may see of a well-formed secret: its prefix and the first 4 of its random characters. It keeps nothing
 * else of the secret in memory.
 */
export function hintOf(secret: string): string {
  return detached(secret.slice(0, HINT_LENGTH - SECRET_BODY_LENGTH));
}

function headOf(prefix: string, mode: Mode): string {
  return prefix + MIDDLES[mode];
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
