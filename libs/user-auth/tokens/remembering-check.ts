import { hash } from 'node:crypto';
import { type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { CLOCK_TOLERANCE_SECONDS } from './token-times.js';
import { type SignatureCheck } from './signature-check.js';

const MAX_TOKENS = 1000;
/** A key that is withdrawn is trusted no longer than that beyond what `check` itself remembers of the published keys. */
const REMEMBERED_MS = 10_000;

interface Checked {
  readonly payload: JWTPayload;
  readonly at: number;
  readonly until: number;
}

/**
 * `check`, which finds the same of a token for ten seconds if it was right: it is asked once in that time, for a token
 * that is not expired meanwhile. Tokens are kept as digests. It is always called with the same options but for
 * `currentDate`.
 */
export function rememberingCheck(check: SignatureCheck): SignatureCheck {
  const checked = new LRUCache<string, Checked>({ max: MAX_TOKENS });
  return async (token, options) => {
    const now = (options.currentDate ?? new Date()).getTime();
    const digest = hash('sha256', token, 'base64');
    const known = checked.get(digest);
    if (known !== undefined && known.at <= now && now < known.until) return known.payload;
    const payload = await check(token, options);
    const expiresAt = ((payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000;
    checked.set(digest, { payload, at: now, until: Math.min(now + REMEMBERED_MS, expiresAt) });
    return payload;
  };
}
