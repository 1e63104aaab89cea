import { type Commit } from '#event-store';
import { fold } from '../domain/evolve.js';
import { HistoryPlaces } from '../domain/history-places.js';
import { emptyKeyring, type Keyring } from '../domain/keyring.js';

/** A keyring and the version of the last event in it; 0 for an empty stream. */
export interface LoadedKeyring {
  readonly version: number;
  readonly keyring: Keyring;
  /** Of the commit that holds this version; null for an empty stream. */
  readonly mark: string | null;
  readonly places: HistoryPlaces;
}

export function emptyLoaded(): LoadedKeyring {
  return { version: 0, keyring: emptyKeyring, mark: null, places: new HistoryPlaces() };
}

/** `loaded` after `commits`, which follow it. */
export function continued(loaded: LoadedKeyring, commits: readonly Commit[]): LoadedKeyring {
  const last = commits.at(-1);
  if (last === undefined) return loaded;
  for (const commit of commits) loaded.places.add(commit);
  return {
    version: last.lastVersion,
    keyring: fold(
      loaded.keyring,
      commits.flatMap(({ events }) => events),
    ),
    mark: markOf(last),
    places: loaded.places,
  };
}

/** Tells a commit from another one at the same versions of the stream, as after an older backup was restored. */
export function markOf({ commandId, events }: Commit): string {
  return `${commandId} ${events.at(-1)?.at ?? ''}`;
}
