import { headerValues } from '#contracts';

/** AUTHORIZE_SOURCE: which family of headers tells what is asked. A client could have sent the others. */
export const AUTHORIZE_SOURCES = ['forwarded', 'original', 'request-line'] as const;
export type AuthorizeSource = (typeof AUTHORIZE_SOURCES)[number];

export interface AskedEndpoint {
  readonly method: string;
  /** As the client wrote it. */
  readonly path: string;
}

/** No path begins without a slash, so this one is never mapped. */
const UNTOLD: AskedEndpoint = { method: '', path: '' };
const LONGEST_METHOD = 16;

/** Names, lower case, of the two members of a family. */
const FAMILIES = {
  forwarded: { method: 'x-forwarded-method', path: 'x-forwarded-uri' },
  original: { method: 'x-original-method', path: 'x-original-uri' },
} as const;

/** What is asked for, by the one family that counts; what its members do not tell clearly is an endpoint that no route table knows. */
export function askedEndpoint(rawHeaders: readonly string[], source: AuthorizeSource, requestLine: () => AskedEndpoint): AskedEndpoint {
  if (source === 'request-line') return requestLine();
  const names = FAMILIES[source];
  const methods = headerValues(rawHeaders, names.method);
  const paths = headerValues(rawHeaders, names.path);
  const method = methods[0];
  const path = paths[0];
  if (method === undefined || path === undefined || methods.length > 1 || paths.length > 1) return UNTOLD;
  return method.length > LONGEST_METHOD ? UNTOLD : { method, path };
}
