import { Problem } from '#contracts';
import { GUESSED_FIRST } from '#env';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type ServiceCaller } from '../caller.js';
import { UntrustedToken } from '../tokens/untrusted-token.js';

interface KnownToken {
  readonly service: string;
  readonly digest: Buffer;
}

const ENTRY = /^([a-z0-9][a-z0-9._-]{0,63}):([0-9a-f]{64})$/i;

/**
 * Reads SERVICE_TOKENS: `name:sha256` entries (hexadecimal digest of the token), separated by commas. A name may come
 * twice, so that a token can be replaced without a gap.
 * @throws RangeError that names the entry that is wrong by its number, never by its text.
 */
export function parseServiceTokens(text: string): ServiceTokens {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return new ServiceTokens(
    entries.map((entry, index) => {
      const [, service, digest] = ENTRY.exec(entry) ?? [];
      if (service === undefined || digest === undefined)
        throw new RangeError(`entry ${String(index + 1)} must be name:sha256, the digest in 64 hexadecimal digits`);
      return { service, digest: Buffer.from(digest, 'hex') };
    }),
  );
}

/** The services that may call, known by digests of their tokens. */
export class ServiceTokens {
  constructor(private readonly known: readonly KnownToken[]) {}

  /** Whose token it is, or null. Takes the same time whichever entry matches, or none. */
  find(token: string): ServiceCaller | null {
    const digest = createHash('sha256').update(token).digest();
    const matches = this.known.filter((each) => timingSafeEqual(each.digest, digest));
    return matches[0] === undefined ? null : { kind: 'service', service: matches[0].service };
  }

  /** The services whose token is empty, a common word, or their own name. */
  guessed(): readonly string[] {
    const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
    const digests = new Set(GUESSED_FIRST.map(digestOf));
    return this.known
      .filter(
        ({ service, digest }) => digests.has(digest.toString('hex')) || digestOf(service) === digest.toString('hex'),
      )
      .map(({ service }) => service);
  }

  get isEmpty(): boolean {
    return this.known.length === 0;
  }

  /** @throws Problem service-token-invalid; an `UntrustedToken` when there was a token at all */
  admit(token: string | undefined): ServiceCaller {
    if (token === undefined) throw new Problem('service-token-invalid');
    const caller = this.find(token);
    if (caller === null) throw new UntrustedToken('service-token-invalid');
    return caller;
  }
}
