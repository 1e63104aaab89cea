import { type Propagation } from '#contracts';
import { keyView, type KeyView } from '../domain/key-view.js';
import { requireKey } from '../domain/keyring.js';
import { type CommandOutcome } from './command-loop.js';

export interface ChangedKey {
  readonly key: KeyView;
  readonly propagation: Propagation;
  readonly takesRightsAway: boolean;
}

/** The key as the command left it, seen at the time of the command: a retry gets the same. */
export function changedKey({ keyring, at, propagation, takesRightsAway }: CommandOutcome, keyId: string): ChangedKey {
  return { key: keyView(requireKey(keyring, keyId), at), propagation, takesRightsAway };
}
