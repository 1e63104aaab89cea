const SCHEME = 'bearer ';
const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;

/**
 * The value of `Authorization: Bearer <value>`; undefined when there is none, or another scheme. Without a regular
 * expression: V8 keeps what the latest one has matched, and that would be a key.
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return undefined;
  let start = SCHEME.length;
  while (authorization.charCodeAt(start) === SPACE) start++;
  let end = authorization.length;
  while (end > start && authorization.charCodeAt(end - 1) === SPACE) end--;
  for (let at = start; at < end; at++) {
    const code = authorization.charCodeAt(at);
    if (code <= SPACE || code === NO_BREAK_SPACE) return undefined;
  }
  return start === end ? undefined : authorization.slice(start, end);
}
