/** What holds for every call, in Markdown: the description of the document. */
export const CONVENTIONS = [
  'Keyward issues, verifies, rotates and revokes API keys. A change that takes rights away answers 200 when no replica can still say yes, and 202 (`propagation.confirmed: false`) when it stands but this is not confirmed yet; repeating the call waits again.',
  'JSON, camelCase, times in ISO 8601 and UTC. Unknown fields are refused with 400; readers of answers ignore members that they do not know. What is wrong comes as `application/problem+json` (RFC 9457) with a `code` from one closed list. A method that a path does not know is 405, with `Allow`.',
  'Changes accept `Idempotency-Key`: a retry with the same key and the same request returns the first outcome, without the secret of a key, which is shown once (`secretShown: true` in its place). The same key with another request is 422. Refusals are not remembered.',
  'Lists come in pages: `limit` items, and `nextCursor` for the page that follows. Every answer carries `X-Request-Id` and `Cache-Control: no-store`; 429 and 503 say with `Retry-After` when to try again.',
].join('\n\n');
