import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { setImmediate } from 'node:timers/promises';
import { type OwnerId } from '#contracts';
import { EVENT_STORE, type EventStore, SNAPSHOT_STORE, type SnapshotStore } from '#event-store';
import { LOGGER, type Logger } from '#process';
import { type LoadedKeyring, markOf } from '../loaded-keyring.js';
import { decodeKeyring, encodeKeyringInTurns } from './keyring-codec.js';
import { SNAPSHOT_FORMAT } from './snapshot-format.js';

/** How many events are folded again at most, before a snapshot saves the next start from it. */
export const SNAPSHOT_EVERY = 200;

const REMEMBERED_OWNERS = 10_000;

/**
 * Folded keyrings beside their streams, so that a start does not fold what was folded before. A keyring never depends on
 * them: one that is missing, wrong or from another build is passed over, and one that cannot be saved is only logged.
 */
@Injectable()
export class KeyringSnapshots {
  /** The versions that were saved, or are being saved. */
  private readonly saved = new LRUCache<OwnerId, number>({ max: REMEMBERED_OWNERS });
  private readonly finding = new Map<OwnerId, Promise<LoadedKeyring | undefined>>();

  constructor(
    @Inject(SNAPSHOT_STORE) private readonly snapshots: Pick<SnapshotStore, 'find' | 'save'>,
    @Inject(EVENT_STORE) private readonly events: Pick<EventStore, 'read'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A keyring that the owner's stream has had; undefined: none is known. Those who ask at once get the same. */
  find(ownerId: OwnerId): Promise<LoadedKeyring | undefined> {
    const known = this.finding.get(ownerId);
    if (known !== undefined) return known;
    const found = this.findStored(ownerId).finally(() => this.finding.delete(ownerId));
    this.finding.set(ownerId, found);
    return found;
  }

  /** Saves `loaded`, later, if it has enough events that no snapshot has. Never fails. */
  note(ownerId: OwnerId, loaded: LoadedKeyring): void {
    if (loaded.version - (this.saved.get(ownerId) ?? 0) < SNAPSHOT_EVERY) return;
    this.saved.set(ownerId, loaded.version);
    void this.save(ownerId, loaded);
  }

  private async findStored(ownerId: OwnerId): Promise<LoadedKeyring | undefined> {
    try {
      const content = await this.snapshots.find(ownerId, SNAPSHOT_FORMAT);
      if (content === undefined) return undefined;
      const loaded = await decodeKeyring(ownerId, content);
      await this.requireInStream(ownerId, loaded);
      this.saved.set(ownerId, loaded.version);
      return loaded;
    } catch (error) {
      this.logger.warn({ ownerId, err: error }, 'a snapshot of a keyring cannot be used; its events are read instead');
      return undefined;
    }
  }

  private async save(ownerId: OwnerId, loaded: LoadedKeyring): Promise<void> {
    try {
      await setImmediate();
      if (loaded.places.places.version !== loaded.version) {
        this.saved.delete(ownerId); // more has happened meanwhile: what comes next is saved
        return;
      }
      const content = await encodeKeyringInTurns(ownerId, loaded);
      await this.snapshots.save({ stream: ownerId, format: SNAPSHOT_FORMAT, content });
    } catch (error) {
      this.logger.warn({ ownerId, err: error }, 'a snapshot of a keyring could not be saved; nothing else is affected');
    }
  }

  /** The stream may be an older backup, or have gone on differently from one. */
  private async requireInStream(ownerId: OwnerId, { version, mark }: LoadedKeyring): Promise<void> {
    const [commit] = await this.events.read(ownerId, version - 1, 1);
    if (commit?.lastVersion !== version || markOf(commit) !== mark)
      throw new RangeError(`the stream does not have the commit at version ${String(version)} that the snapshot has`);
  }
}
