import { Problem } from '#contracts';
import { type IncomingMessage } from 'node:http';

export interface SessionOptions {
  /** The cookie that stands for the person. */
  readonly cookie: string;
  /** Where the page is, for browsers that send no Sec-Fetch-Site: `https://app.example.com`. */
  readonly origin: string | null;
}

/**
 * The value of the session cookie; undefined when there is no such cookie. It counts for calls of the page alone.
 * @throws Problem session-refused
 */
export function sessionValue(request: IncomingMessage, { cookie, origin }: SessionOptions): string | undefined {
  const value = cookieOf(request, cookie);
  if (value !== undefined) requireCallOfThePage(request, origin);
  return value;
}

/**
 * Calls of the page carry a header that no form, link or image can send, and the browser says that they come from this
 * site.
 * @throws Problem session-refused
 */
export function requireCallOfThePage({ headers }: IncomingMessage, origin: string | null): void {
  if (headers['x-keyward-console'] !== '1') {
    throw new Problem(
      'session-refused',
      'The session cookie counts only with the header X-Keyward-Console: 1, which the page sends. Other callers send Authorization: Bearer.',
    );
  }
  const site = headers['sec-fetch-site'];
  const isOfThePage = site === undefined ? origin !== null && headers.origin === origin : site === 'same-origin';
  if (!isOfThePage)
    throw new Problem(
      'session-refused',
      'The session cookie counts only for calls of the page itself, from the same origin.',
    );
}

/** The value of the one cookie `name`; two of that name are ambiguous and none. */
export function cookieOf({ headers: { cookie } }: IncomingMessage, name: string): string | undefined {
  if (cookie === undefined) return undefined;
  const values = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}
