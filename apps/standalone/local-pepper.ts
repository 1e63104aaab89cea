import { createHash } from 'node:crypto';

/**
 * The data folder's own pepper as KEY_PEPPERS. Its id distinguishes it from any other, so that a lost one is missed
 * instead of replaced unnoticed.
 */
export function localPepper(pepper: string): string {
  return `local-${createHash('sha256').update(pepper).digest('hex').slice(0, 8)}:${pepper}`;
}
