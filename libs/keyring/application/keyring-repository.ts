import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Problem, type OwnerId, type RecordedEvent } from '#contracts';
import { EVENT_STORE, UnreadableStream, type Commit, type EventStore } from '#event-store';
import { type UserCaller } from '#user-auth';
import { evolve } from '../domain/evolve.js';
import { emptyKeyring, requireActiveOwner, type Keyring } from '../domain/keyring.js';

/** A keyring and the version of the last event in it; 0 for an empty stream. */
export interface LoadedKeyring {
  readonly version: number;
  readonly keyring: Keyring;
}

const EMPTY: LoadedKeyring = { version: 0, keyring: emptyKeyring };

/** About 100 MB: a key takes about 1 kB. */
const MAX_CACHED_KEYS = 100_000;

/** Keyrings as their streams tell. They are kept and continued; every load asks the store for what is newer. */
@Injectable()
export class KeyringRepository {
  private readonly known = new LRUCache<OwnerId, LoadedKeyring>({
    maxSize: MAX_CACHED_KEYS,
    sizeCalculation: ({ keyring }) => keyring.keys.length + 1,
  });

  constructor(@Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'read'>) {}

  /** Includes every commit that was stored before the call. @throws Problem stream-unreadable */
  async load(ownerId: OwnerId): Promise<LoadedKeyring> {
    const before = this.known.get(ownerId) ?? EMPTY;
    return this.keep(ownerId, continued(before, await this.commits(ownerId, before.version)));
  }

  /** The caller's own keyring. @throws Problem owner-inactive, stream-unreadable */
  async ownKeyring(caller: UserCaller): Promise<Keyring> {
    const { keyring } = await this.load(caller.ownerId);
    requireActiveOwner(keyring);
    return keyring;
  }

  /** The keyring as it was when `version` was its newest event. @throws Problem stream-unreadable */
  async asOf(ownerId: OwnerId, version: number): Promise<Keyring> {
    const commits = await this.commits(ownerId, 0);
    return continued(
      EMPTY,
      commits.filter((commit) => commit.lastVersion <= version),
    ).keyring;
  }

  /** All that happened to the owner, oldest first. @throws Problem stream-unreadable */
  async events(ownerId: OwnerId): Promise<readonly RecordedEvent[]> {
    return (await this.commits(ownerId, 0)).flatMap((commit) => commit.events);
  }

  /** `loaded` after `commit`, which was appended to it. */
  advance(loaded: LoadedKeyring, commit: Commit): LoadedKeyring {
    return this.keep(commit.stream, continued(loaded, [commit]));
  }

  private keep(ownerId: OwnerId, loaded: LoadedKeyring): LoadedKeyring {
    if (loaded.version > (this.known.peek(ownerId)?.version ?? 0)) this.known.set(ownerId, loaded);
    return loaded;
  }

  private async commits(ownerId: OwnerId, afterVersion: number): Promise<readonly Commit[]> {
    try {
      return await this.store.read(ownerId, afterVersion);
    } catch (error) {
      throw error instanceof UnreadableStream ? new Problem('stream-unreadable') : error;
    }
  }
}

function continued(loaded: LoadedKeyring, commits: readonly Commit[]): LoadedKeyring {
  return commits.reduce(
    ({ keyring }, commit) => ({ version: commit.lastVersion, keyring: commit.events.reduce(evolve, keyring) }),
    loaded,
  );
}
