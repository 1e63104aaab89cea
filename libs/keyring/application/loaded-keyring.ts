import { type Commit } from '#event-store';
import { fold } from '../domain/evolve.js';
import { HistoryPlaces } from '../domain/history-places.js';
import { emptyKeyring, type Keyring } from '../domain/keyring.js';

/** A keyring and the version of the last event in it; 0 for an empty stream. */
export interface VersionedKeyring {
  readonly version: number;
  readonly keyring: Keyring;
}

export interface LoadedKeyring extends VersionedKeyring {
  /** Of the commit that holds this version; null for an empty stream. */
  readonly mark: string | null;
  readonly places: HistoryPlaces;
}

export const EMPTY: VersionedKeyring = { version: 0, keyring: emptyKeyring };

export function emptyLoaded(): LoadedKeyring {
  return { ...EMPTY, mark: null, places: new HistoryPlaces() };
}

/** `before` after `commits`, which follow it. */
export function foldedOn(before: VersionedKeyring, commits: readonly Commit[]): VersionedKeyring {
  return {
    version: commits.at(-1)?.lastVersion ?? before.version,
    keyring: fold(
      before.keyring,
      commits.flatMap(({ events }) => events),
    ),
  };
}

/** As `foldedOn`. */
export function continued(loaded: LoadedKeyring, commits: readonly Commit[]): LoadedKeyring {
  const last = commits.at(-1);
  if (last === undefined) return loaded;
  for (const commit of commits) loaded.places.add(commit);
  return { ...foldedOn(loaded, commits), mark: markOf(last), places: loaded.places };
}

/** Tells a commit from another one at the same versions of the stream, as after an older backup was restored. */
export function markOf({ commandId, events }: Commit): string {
  return `${commandId} ${events.at(-1)?.at ?? ''}`;
}
