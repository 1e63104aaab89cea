const NAME = '"serviceToken"';
const LONGEST = 512;

/**
 * The service token that stands in the part of a message that has come; undefined while there is none. Without a
 * regular expression: V8 keeps what the latest one has matched, and that would be a message with a key in it.
 */
export function shownToken(text: string): string | undefined {
  for (let at = text.indexOf(NAME); at !== -1; at = text.indexOf(NAME, at + 1)) {
    const colon = afterSpace(text, at + NAME.length);
    const opening = afterSpace(text, colon + 1);
    if (text[colon] !== ':' || text[opening] !== '"') continue;
    const end = text.indexOf('"', opening + 1);
    const token = text.slice(opening + 1, Math.min(end, opening + 2 + LONGEST));
    if (end !== -1 && token !== '' && token.length <= LONGEST && !token.includes('\\')) return token;
  }
  return undefined;
}

/** What JSON takes for space. */
function afterSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at++;
  return at;
}
