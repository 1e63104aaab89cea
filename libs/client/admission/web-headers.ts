/** Before each further Bearer of an `Authorization` that came more than once. */
const NEXT_BEARER = /, *(?=bearer )/i;

/**
 * The headers of a Fetch API request that may hold a credential: name, value, name, value, … Its `Headers` join what
 * came more than once by commas; a key has none, so that each is a value of its own again.
 */
export function rawHeadersOf(headers: { get(name: string): string | null }): readonly string[] {
  return [
    ...valuesOf(headers.get('x-api-key'), ',').flatMap((value) => ['x-api-key', value]),
    ...valuesOf(headers.get('authorization'), NEXT_BEARER).flatMap((value) => ['authorization', value]),
  ];
}

function valuesOf(joined: string | null, separator: string | RegExp): readonly string[] {
  return joined === null ? [] : joined.split(separator).map((value) => value.trim());
}
