import { type CredentialUses, type LastUse } from './uses.js';
import { WINDOW_NAMES, type WindowName } from './window.js';

/** What is stored of one credential's uses: their numbers in each window, and the latest. */
export interface CredentialRecord {
  readonly windows: Readonly<Record<WindowName, number>>;
  readonly lastUse: LastUse | undefined;
}

/** That of one key, by credential. */
export type KeyRecord = ReadonlyMap<string, CredentialRecord>;

/** That of a key without uses. */
export const NO_RECORD: KeyRecord = new Map();

export const NEVER_USED: CredentialRecord = { windows: { last24h: 0, last7d: 0, last30d: 0 }, lastUse: undefined };

/**
 * Brings together what was read of some keys, by key.
 * @param uses everything that lies in each window, in any number of parts.
 */
export function keyRecords(
  uses: Readonly<Record<WindowName, readonly CredentialUses[]>>,
  lastUses: readonly LastUse[],
): ReadonlyMap<string, KeyRecord> {
  const keys = new Map<string, Map<string, CredentialRecord>>();
  const change = (
    keyId: string,
    credentialId: string,
    changed: (record: CredentialRecord) => CredentialRecord,
  ): void => {
    const credentials = keys.get(keyId) ?? new Map<string, CredentialRecord>();
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
