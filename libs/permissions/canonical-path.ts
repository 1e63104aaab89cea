/**
 * The path of a request target in the one form that the route table is asked about: the query cut off, one trailing
 * slash dropped, percent-decoded once. `/` stays `/`.
 *
 * Null for everything that a server behind the gateway could read differently: what does not begin with `/`, dot
 * segments and empty segments, encoded slashes, `\`, `;`, `#`, control characters, a `%` that is left after decoding,
 * invalid UTF-8, and characters that a request target cannot carry unencoded. Such a path is never repaired.
 */
export function canonicalPath(rawUrlOrPath: string): string | null {
  const queryAt = rawUrlOrPath.indexOf('?');
  let end = queryAt === -1 ? rawUrlOrPath.length : queryAt;
  if (end === 0 || rawUrlOrPath.charCodeAt(0) !== SLASH) return null;
  if (end === 1) return '/';
  if (rawUrlOrPath.charCodeAt(end - 1) === SLASH) end -= 1;

  const path = rawUrlOrPath.slice(0, end);
  let encoded = false;
  for (let at = 0; at < end; at++) {
    const code = path.charCodeAt(at);
    if (code <= SPACE || code >= DELETE || code === SEMICOLON || code === BACKSLASH || code === HASH) return null;
    if (code === PERCENT) encoded = true;
  }
  const decoded = encoded ? decodeOnce(path) : path;
  return decoded !== null && hasOnlyPlainSegments(decoded) ? decoded : null;
}

const SPACE = 0x20;
const HASH = 0x23;
const PERCENT = 0x25;
const DOT = 0x2e;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
const DELETE = 0x7f;

const ENCODED_SLASH = /%2f/i;
const AMBIGUOUS_WHEN_DECODED = /[\p{Cc}%;\\]/u;

function decodeOnce(path: string): string | null {
  if (ENCODED_SLASH.test(path)) return null;
  try {
    const decoded = decodeURIComponent(path);
    return AMBIGUOUS_WHEN_DECODED.test(decoded) ? null : decoded;
  } catch {
    return null; // not UTF-8, or a `%` without two hex digits
  }
}

/** Whether no segment is empty, `.` or `..`. */
function hasOnlyPlainSegments(path: string): boolean {
  for (let start = 1; start <= path.length;) {
    const slashAt = path.indexOf('/', start);
    const end = slashAt === -1 ? path.length : slashAt;
    const length = end - start;
    if (length === 0) return false;
    if (length <= 2 && path.charCodeAt(start) === DOT && path.charCodeAt(end - 1) === DOT) return false;
    start = end + 1;
  }
  return true;
}
