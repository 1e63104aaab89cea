import { type CredentialUseCounts, type LastUse } from './uses.js';
import { WINDOW_NAMES, type WindowName } from './window.js';

/** How often one credential was used in each window, and its latest use. */
export interface CredentialStatistics {
  readonly windows: Readonly<Record<WindowName, number>>;
  readonly lastUse: LastUse | undefined;
}

/** Of one key, by credential. */
export type KeyStatistics = ReadonlyMap<string, CredentialStatistics>;

/** Of a key without uses. */
export const NO_STATISTICS: KeyStatistics = new Map();

export const NEVER_USED: CredentialStatistics = { windows: { last24h: 0, last7d: 0, last30d: 0 }, lastUse: undefined };

/**
 * Brings together what was read of some keys, by key.
 * @param uses everything that lies in each window, in any number of parts.
 */
export function keyStatistics(
  uses: Readonly<Record<WindowName, readonly CredentialUseCounts[]>>,
  lastUses: readonly LastUse[],
): ReadonlyMap<string, KeyStatistics> {
  const keys = new Map<string, Map<string, CredentialStatistics>>();
  const change = (
    keyId: string,
    credentialId: string,
    changed: (before: CredentialStatistics) => CredentialStatistics,
  ): void => {
    const credentials = keys.get(keyId) ?? new Map<string, CredentialStatistics>();
    keys.set(keyId, credentials.set(credentialId, changed(credentials.get(credentialId) ?? NEVER_USED)));
  };
  for (const name of WINDOW_NAMES) {
    for (const { keyId, credentialId, accepted, denied } of uses[name]) {
      change(keyId, credentialId, ({ windows, lastUse }) => ({
        windows: { ...windows, [name]: windows[name] + accepted + denied },
        lastUse,
      }));
    }
  }
  for (const lastUse of lastUses) change(lastUse.keyId, lastUse.credentialId, ({ windows }) => ({ windows, lastUse }));
  return keys;
}
