import { type StoredCredential, type VerificationStore } from '../ports/verification-store.js';

/** A read that has brought its answer but not handed it over yet. */
export interface HeldRead {
  readonly digests: readonly string[];
  release(): void;
  /** As a store that fails. */
  fail(error: Error): void;
}

/**
 * The `find` of a real store, each answer of which waits until the test lets it through: slow in between, never wrong.
 */
export class GatedReads implements Pick<VerificationStore, 'find'> {
  readonly held: HeldRead[] = [];
  reads = 0;
  isOpen = false;

  constructor(private readonly store: Pick<VerificationStore, 'find'>) {}

  async find(digests: readonly string[]): Promise<StoredCredential | undefined> {
    this.reads += 1;
    const found = await this.store.find(digests);
    if (this.isOpen) return found;
    return new Promise((resolve, reject) => {
      this.held.push({
        digests,
        release: () => {
          resolve(found);
        },
        fail: reject,
      });
    });
  }

  /** Lets every read through from now on. */
  open(): void {
    this.isOpen = true;
    for (const read of this.held.splice(0)) read.release();
  }
}

/** `store`, its look-ups through `reads`. */
export function readThrough(store: VerificationStore, reads: GatedReads): VerificationStore {
  return {
    checkpoint: () => store.checkpoint(),
    load: (scope) => store.load(scope),
    apply: (writes, applied) => store.apply(writes, applied),
    find: (digests) => reads.find(digests),
    countParked: () => store.countParked(),
    livePepperIdsNot: (among, now) => store.livePepperIdsNot(among, now),
    documents: () => store.documents(),
    close: () => store.close(),
  };
}
