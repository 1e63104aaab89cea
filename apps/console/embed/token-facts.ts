/** What a user token tells of itself. Whether it is true Keyward checks. */
export interface TokenFacts {
  readonly person: string;
  readonly lifetimeMs: number;
}

/** Whoever gets hold of a token of the frame can use it no longer than this. */
const LONGEST_SECONDS = 600;

/** @throws RangeError that says what is wrong with it, never with any of it. */
export function factsOf(token: string): TokenFacts {
  const { iat, exp, org, sub } = claimsOf(token);
  if (typeof iat !== 'number' || typeof exp !== 'number')
    throw new RangeError('The token must have iat and exp, in seconds.');
  if (exp - iat > LONGEST_SECONDS)
    throw new RangeError(
      `The token is valid for ${String(exp - iat)} seconds, from iat to exp. In a frame it may be ${String(LONGEST_SECONDS)} at most: issue a shorter one each time the frame asks.`,
    );
  return { person: JSON.stringify([org, sub]), lifetimeMs: (exp - iat) * 1000 };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.');
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims === 'object' && claims !== null) return { ...claims };
  } catch {
    // said below
  }
  throw new RangeError('The token is no JWT.');
}
