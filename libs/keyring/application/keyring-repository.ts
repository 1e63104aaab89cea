import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { setImmediate } from 'node:timers/promises';
import { type OwnerId, type RecordedEvent } from '#contracts';
import { EVENT_STORE, type Commit, type EventStore } from '#event-store';
import { type UserCaller } from '#user-auth';
import { fold } from '../domain/evolve.js';
import { emptyKeyring, requireActiveOwner, type Key, type Keyring } from '../domain/keyring.js';
import { continued, EMPTY, emptyLoaded, foldedOn, type LoadedKeyring } from './loaded-keyring.js';
import { PastKeyrings } from './past-keyrings.js';
import { readable } from './readable.js';
import { KeyringSnapshots } from './snapshots/keyring-snapshots.js';

/** About 100 MB: a key with its credentials takes about 1 kB. */
const MAX_CACHED = 100_000;

/** Places of events in histories that take as much as a key. */
const PLACES_PER_KEY = 50;

/** How many commits are read and folded at a time; in between, others have their turn. */
const COMMITS_AT_ONCE = 500;

/** A key with more events is looked up in its whole keyring, which is kept for the next time. */
const EVENTS_OF_ONE_KEY = 500;

/** Keyrings as their streams tell. They are kept and continued; every load asks the store for what is newer. */
@Injectable()
export class KeyringRepository {
  private readonly known = new LRUCache<OwnerId, LoadedKeyring>({ maxSize: MAX_CACHED, sizeCalculation: sizeOf });
  private readonly past = new PastKeyrings();

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'read' | 'commitsAt'>,
    private readonly snapshots: KeyringSnapshots,
  ) {}

  /** Includes every commit that was stored before the call. @throws Problem stream-unreadable */
  async load(ownerId: OwnerId): Promise<LoadedKeyring> {
    let loaded = this.known.get(ownerId) ?? (await this.snapshots.find(ownerId)) ?? emptyLoaded();
    for await (const commits of this.commits(ownerId, loaded.version)) {
      loaded = continued(loaded, commits);
      this.past.note(ownerId, loaded);
    }
    return this.keep(ownerId, loaded);
  }

  /** As `load`, of the caller. @throws Problem owner-inactive, stream-unreadable */
  async loadOwn({ ownerId }: UserCaller): Promise<LoadedKeyring> {
    const loaded = await this.load(ownerId);
    requireActiveOwner(loaded.keyring);
    return loaded;
  }

  /** The keyring as it was when `version` was its newest event. @throws Problem stream-unreadable */
  async asOf(ownerId: OwnerId, version: number): Promise<Keyring> {
    const known = this.known.get(ownerId);
    if (known?.version === version) return known.keyring;
    let past = this.past.upTo(ownerId, version) ?? EMPTY;
    for await (const commits of this.commits(ownerId, past.version, version)) {
      past = foldedOn(past, commits);
      this.past.note(ownerId, past);
    }
    return past.keyring;
  }

  /** As `asOf`, of one key: mostly from the events that changed it. @throws Problem stream-unreadable */
  async keyAsOf(ownerId: OwnerId, keyId: string, version: number): Promise<Key | undefined> {
    const loaded = await this.load(ownerId);
    const versions = loaded.places.thatChanged(keyId).filter((each) => each <= version);
    const { keys } =
      versions.length > EVENTS_OF_ONE_KEY
        ? await this.asOf(ownerId, version)
        : fold(emptyKeyring, await this.eventsAt(ownerId, loaded, versions));
    return keys.find((key) => key.keyId === keyId);
  }

  /** Those of the owner's events that have `versions`, oldest first. @throws Problem stream-unreadable */
  async eventsAt(
    ownerId: OwnerId,
    { places }: LoadedKeyring,
    versions: readonly number[],
  ): Promise<readonly RecordedEvent[]> {
    const wanted = new Set(versions);
    const commits = versions.map((version) => places.commitOf(version));
    return (await readable(this.store.commitsAt(ownerId, commits)))
      .flatMap(({ events }) => events)
      .filter(({ version }) => wanted.has(version));
  }

  /** `loaded` after `commit`, which was appended to it. */
  advance(loaded: LoadedKeyring, commit: Commit): LoadedKeyring {
    return this.keep(commit.stream, continued(loaded, [commit]));
  }

  private keep(ownerId: OwnerId, loaded: LoadedKeyring): LoadedKeyring {
    if (loaded.version > (this.known.peek(ownerId)?.version ?? 0)) {
      this.known.set(ownerId, loaded);
      this.past.note(ownerId, loaded);
      this.snapshots.note(ownerId, loaded);
    }
    return loaded;
  }

  /** What follows version `after`, up to the commit that ends with `last` at most. */
  private async *commits(ownerId: OwnerId, after: number, last = Infinity): AsyncGenerator<readonly Commit[]> {
    for (let version = after; version < last;) {
      const limit = Math.min(COMMITS_AT_ONCE, last - version);
      const commits = await readable(this.store.read(ownerId, version, limit));
      const wanted = commits.filter(({ lastVersion }) => lastVersion <= last);
      yield wanted;
      if (commits.length < limit) return;
      version = commits.at(-1)?.lastVersion ?? Infinity;
      await setImmediate();
    }
  }
}

/** No owner is too large to be kept. */
function sizeOf({ version, keyring }: LoadedKeyring): number {
  const credentials = keyring.keys.reduce((sum, { retired }) => sum + 1 + retired.length, 0);
  return Math.min(MAX_CACHED, 1 + credentials + Math.ceil(version / PLACES_PER_KEY));
}
