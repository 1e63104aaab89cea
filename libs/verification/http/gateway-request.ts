import { looksLikeKey } from '#key-secret';

/** AUTHORIZE_SOURCE: which family of headers tells what is asked. A client could have sent the others. */
export const AUTHORIZE_SOURCES = ['forwarded', 'original', 'request-line'] as const;
export type AuthorizeSource = (typeof AUTHORIZE_SOURCES)[number];

export type PresentedKey =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous' };

export interface AskedEndpoint {
  readonly method: string;
  /** As the client wrote it. */
  readonly path: string;
}

const MISSING: PresentedKey = { kind: 'missing' };
const AMBIGUOUS: PresentedKey = { kind: 'ambiguous' };
/** No path begins without a slash, so this one is never mapped. */
const UNTOLD: AskedEndpoint = { method: '', path: '' };
const LONGEST_METHOD = 16;
const NO_VALUES: readonly string[] = [];

/** Names, lower case, of the two members of a family. */
const FAMILIES = {
  forwarded: { method: 'x-forwarded-method', path: 'x-forwarded-uri' },
  original: { method: 'x-original-method', path: 'x-original-uri' },
} as const;

/**
 * The key of a request: of `X-API-Key`, or of `Authorization: Bearer` when it begins like a key. Two of them are none, and so is one
 * header that came twice.
 * @param rawHeaders name, value, name, value, … as they came: a parsed header object hides repetitions.
 */
export function presentedKey(rawHeaders: readonly string[], keyPrefix: string): PresentedKey {
  const keys = headerValues(rawHeaders, 'x-api-key');
  const authorizations = headerValues(rawHeaders, 'authorization');
  const bearerKeys = authorizations.length === 0 ? NO_VALUES : authorizations.flatMap((value) => bearerKeyOf(value, keyPrefix) ?? []);
  if (keys.length > 1 || (bearerKeys.length > 0 && authorizations.length > 1)) return AMBIGUOUS;
  const [inHeader = ''] = keys;
  const [inBearer = inHeader] = bearerKeys;
  const key = inHeader === '' ? inBearer : inHeader;
  if (key === '') return MISSING;
  return key === inBearer ? { kind: 'key', key } : AMBIGUOUS;
}

/** What is asked for, by the one family that counts; what its members do not tell clearly is an endpoint that no route table knows. */
export function askedEndpoint(rawHeaders: readonly string[], source: AuthorizeSource, requestLine: () => AskedEndpoint): AskedEndpoint {
  if (source === 'request-line') return requestLine();
  const names = FAMILIES[source];
  const [method, ...moreMethods] = headerValues(rawHeaders, names.method);
  const [path, ...morePaths] = headerValues(rawHeaders, names.path);
  if (method === undefined || path === undefined || moreMethods.length > 0 || morePaths.length > 0) return UNTOLD;
  return method.length > LONGEST_METHOD ? UNTOLD : { method, path };
}

/** @param name in lower case. */
export function headerValues(rawHeaders: readonly string[], name: string): readonly string[] {
  let values: string[] | undefined;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const each = rawHeaders[at];
    if (each?.length === name.length && each.toLowerCase() === name) (values ??= []).push(rawHeaders[at + 1] ?? '');
  }
  return values ?? NO_VALUES;
}

function bearerKeyOf(authorization: string, keyPrefix: string): string | undefined {
  const value = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  return value !== undefined && looksLikeKey(value, keyPrefix) ? value : undefined;
}
