import { hash } from 'node:crypto';
import { inspect } from 'node:util';

/** The form in which a secret is stored, sent and looked up: HMAC-SHA256 under a pepper, 64 lower-case hex digits. */
export interface Digest {
  readonly pepperId: string;
  readonly digest: string;
}

interface Pepper {
  readonly id: string;
  /** The key block of the inner hash, and room for a secret behind it. */
  inner: Buffer;
  /** The key block of the outer hash, and room for the inner hash behind it. */
  readonly outer: Buffer;
}

const MIN_BYTES = 16;
/** Of SHA-256, in bytes. */
const BLOCK = 64;
const HASH = 32;

/** KEY_PEPPERS cannot be used. The message counts entries and never repeats what stands in them. */
export class PepperError extends Error {
  override readonly name = 'PepperError';
  readonly code = 'invalid-peppers';
}

/** The configured peppers. Their bytes never leave it: not by JSON, inspection or a string. */
export class Peppers {
  readonly #all: readonly [Pepper, ...Pepper[]];

  /** @param all the current one first. */
  constructor(all: readonly [Pepper, ...Pepper[]]) {
    this.#all = all;
  }

  /** The one that new secrets are digested under. */
  get current(): { readonly id: string } {
    return { id: this.#all[0].id };
  }

  get ids(): readonly string[] {
    return this.#all.map((pepper) => pepper.id);
  }

  /** Under the current pepper. */
  digest(secret: string): Digest {
    return digestUnder(this.#all[0], secret);
  }

  /** Under every pepper but the current one: where a secret can be found that was issued before. */
  earlierDigests(secret: string): readonly Digest[] {
    return this.#all.slice(1).map((pepper) => digestUnder(pepper, secret));
  }

  toJSON(): { readonly ids: readonly string[] } {
    return { ids: this.ids };
  }

  toString(): string {
    return `Peppers(${this.ids.join(', ')})`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/**
 * Reads KEY_PEPPERS: `id:base64,id:base64,…`, the first one current.
 * @throws PepperError
 */
export function parsePeppers(text: string): Peppers {
  const [first, ...rest] = text.split(',').map((entry, index) => parsePepper(entry.trim(), index + 1));
  if (first === undefined) throw new PepperError('KEY_PEPPERS is empty: give at least one id:base64');
  const all = [first, ...rest] as const;
  const twice = all.findIndex((pepper, at) => all.findIndex((other) => other.id === pepper.id) !== at);
  if (twice !== -1)
    throw new PepperError(`KEY_PEPPERS entry ${String(twice + 1)} has the id of an earlier one: give each its own id`);
  return new Peppers(all);
}

function parsePepper(entry: string, nth: number): Pepper {
  const where = `KEY_PEPPERS entry ${String(nth)}`;
  const colonAt = entry.indexOf(':');
  const id = entry.slice(0, colonAt);
  if (colonAt === -1 || !/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
    throw new PepperError(`${where} is not id:base64, where the id is 1–64 characters of A-Z a-z 0-9 . _ -`);
  }
  const encoded = entry.slice(colonAt + 1);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, ''))
    throw new PepperError(`${where} is not base64 after its id`);
  if (bytes.length < MIN_BYTES) {
    throw new PepperError(
      `${where} is too short: give ${String(MIN_BYTES)} random bytes or more, better 32 (openssl rand -base64 32)`,
    );
  }
  return { id, inner: keyBlock(bytes, 0x36), outer: Buffer.concat([keyBlock(bytes, 0x5c), Buffer.alloc(HASH)]) };
}

/** RFC 2104: a key that is longer than a block counts by its hash. */
function keyBlock(key: Buffer, pad: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  (key.length > BLOCK ? hash('sha256', key, 'buffer') : key).copy(block);
  for (const [at, byte] of block.entries()) block[at] = byte ^ pad;
  return block;
}

/**
 * HMAC-SHA256 as RFC 2104 defines it: two one-shot hashes cost half of a `createHmac`, whose object is made and
 * collected for each request.
 */
function digestUnder(pepper: Pepper, secret: string): Digest {
  const { id, outer } = pepper;
  const length = BLOCK + Buffer.byteLength(secret);
  // keys are of one length
  if (pepper.inner.length !== length) pepper.inner = Buffer.concat([pepper.inner.subarray(0, BLOCK)], length);
  pepper.inner.write(secret, BLOCK);
  outer.write(hash('sha256', pepper.inner, 'binary'), BLOCK, 'binary');
  pepper.inner.fill(0, BLOCK); // no secret stays
  return { pepperId: id, digest: hash('sha256', outer, 'hex') };
}
