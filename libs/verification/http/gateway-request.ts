import { headerValues } from '#key-secret';

/** AUTHORIZE_SOURCE: which family of headers says what is asked. A client could have sent the others. */
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

/**
 * What is asked for, by the one family that counts; what its members do not tell clearly is an endpoint that no route
 * table knows.
 */
export function askedEndpoint(
  rawHeaders: readonly string[],
  source: AuthorizeSource,
  requestLine: () => AskedEndpoint,
): AskedEndpoint {
  switch (source) {
    case 'request-line':
      return requestLine();
    case 'forwarded':
      return endpointOf(only(rawHeaders, 'x-forwarded-method'), only(rawHeaders, 'x-forwarded-uri'));
    case 'original':
      return endpointOf(
        only(rawHeaders, 'x-original-method'),
        originalTarget(only(rawHeaders, 'x-original-uri'), only(rawHeaders, 'x-original-url')),
      );
  }
}

/** null: repeated, so that nobody knows which one is meant. */
type Member = string | undefined | null;

function only(rawHeaders: readonly string[], name: string): Member {
  const values = headerValues(rawHeaders, name);
  return values.length > 1 ? null : values[0];
}

function endpointOf(method: Member, path: Member): AskedEndpoint {
  if (typeof method !== 'string' || typeof path !== 'string') return UNTOLD;
  return method.length > LONGEST_METHOD ? UNTOLD : { method, path };
}

/**
 * A gateway sends one of both, or both: then they must say the same, since a client could have sent the one that the
 * gateway did not set.
 */
function originalTarget(uri: Member, url: Member): Member {
  if (uri === null || url === null) return null;
  if (url === undefined) return uri;
  const target = withoutOrigin(url);
  return uri === undefined || uri === target ? target : null;
}

/**
 * Path and query as they stand behind scheme and host. Not by `new URL`, which repairs paths. A host ends at the first
 * `/`, `?` or `#`, and only what begins with `/` is a path: a client writes the host.
 */
function withoutOrigin(url: string): string {
  return url.replace(/^https?:\/\/[^/?#\\]*/i, '');
}
