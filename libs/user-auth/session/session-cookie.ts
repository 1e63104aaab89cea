import { Problem } from '#contracts';
import { type IncomingMessage } from 'node:http';

export interface SessionOptions {
  /** The cookie that holds the user token. */
  readonly cookie: string;
  /** Where the page is, for browsers that send no Sec-Fetch-Site: `https://app.example.com`. */
  readonly origin: string | null;
}

/**
 * The Authorization that the session cookie stands for; undefined when there is no such cookie. It counts for calls of the page alone: they
 * carry a header that no form, link or image can send, and the browser says that they come from this site.
 * @throws Problem session-refused
 */
export function sessionAuthorization({ headers }: IncomingMessage, { cookie, origin }: SessionOptions): string | undefined {
  const token = cookieOf(headers.cookie, cookie);
  if (token === undefined) return undefined;
  if (headers['x-keyward-console'] !== '1') {
    throw new Problem('session-refused', 'The session cookie counts only with the header X-Keyward-Console: 1, which the page sends. Other callers send Authorization: Bearer.');
  }
  const site = headers['sec-fetch-site'];
  const isOfThePage = site === undefined ? origin !== null && headers.origin === origin : site === 'same-origin';
  if (!isOfThePage) throw new Problem('session-refused', 'The session cookie counts only for calls of the page itself, from the same origin.');
  return `Bearer ${token}`;
}

/** The value of the one cookie `name`; two of that name are ambiguous and none. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  const values = header.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}
