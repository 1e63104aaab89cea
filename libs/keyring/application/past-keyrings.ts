import { LRUCache } from 'lru-cache';
import { type OwnerId } from '#contracts';
import { type VersionedKeyring } from './loaded-keyring.js';

/** Events from one keyring that is kept to the next. */
const STRETCH = 200;

const MAX_OF_OWNER = 50;

/** In lists of 100 keys, which they do not share: about 20 MB. */
const MAX_SIZE = 25_000;

/** One keyring of each stretch of a stream. */
type Stretches = ReadonlyMap<number, VersionedKeyring>;

/**
 * Keyrings as they were, every so many events, so that a look back does not fold everything again: what a retried
 * command answers is the keyring of its first time.
 */
export class PastKeyrings {
  private readonly kept = new LRUCache<OwnerId, Stretches>({
    maxSize: MAX_SIZE,
    sizeCalculation: (stretches) => [...stretches.values()].reduce((sum, past) => sum + listsOf(past), 1),
  });

  note(ownerId: OwnerId, { version, keyring }: VersionedKeyring): void {
    const stretch = Math.floor(version / STRETCH);
    const known = this.kept.get(ownerId);
    if (stretch === 0 || known?.has(stretch) === true) return;
    const stretches = new Map(known).set(stretch, { version, keyring });
    if (stretches.size > MAX_OF_OWNER) stretches.delete(Math.min(...stretches.keys()));
    this.kept.set(ownerId, stretches);
  }

  /** The newest one that is kept and has nothing behind `version`. */
  upTo(ownerId: OwnerId, version: number): VersionedKeyring | undefined {
    let best: VersionedKeyring | undefined;
    for (const past of this.kept.get(ownerId)?.values() ?? [])
      if (past.version <= version && past.version > (best?.version ?? 0)) best = past;
    return best;
  }
}

function listsOf({ keyring }: VersionedKeyring): number {
  return Math.ceil((keyring.keys.length + 1) / 100);
}
