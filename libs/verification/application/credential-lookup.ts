import { type Peppers } from '#key-secret';
import { type StoredCredential, type VerificationStore } from '../ports/verification-store.js';
import { type CredentialCache, type CacheFill } from './credential-cache.js';

interface SharedRead {
  readonly eventBatches: number;
  readonly found: Promise<StoredCredential | undefined>;
}

export interface CredentialLookupParts {
  readonly cache: CredentialCache;
  readonly store: Pick<VerificationStore, 'find'>;
  readonly peppers: Pick<Peppers, 'digest' | 'earlierDigests'>;
}

/**
 * From a well-formed key to what is known of it: by the cache without waiting, else by one read of the store that all
 * who ask at the time share.
 */
export class CredentialLookup {
  /**
   * How often a key was in the cache, known to be nobody's, or read from the store; all who share a read count once.
   */
  readonly results = { hit: 0, absent: 0, miss: 0 };
  private readonly reads = new Map<string, SharedRead>();

  constructor(private readonly parts: CredentialLookupParts) {}

  /** As long as it stays the same, what was found is still what `find` returns. */
  get eventBatches(): number {
    return this.parts.cache.eventBatches;
  }

  /** Undefined: no such credential. Rejects when the store does. */
  find(key: string): StoredCredential | undefined | Promise<StoredCredential | undefined> {
    const { cache, peppers } = this.parts;
    const current = peppers.digest(key).digest;
    const cached = cache.get(current);
    if (cached !== undefined) {
      this.results.hit += 1;
      return cached;
    }
    const digests = [current];
    for (const { digest } of peppers.earlierDigests(key)) {
      const earlier = cache.get(digest);
      if (earlier !== undefined) {
        this.results.hit += 1;
        return earlier;
      }
      digests.push(digest);
    }
    if (!cache.knowsAbsent(digests)) return this.readShared(current, digests);
    this.results.absent += 1;
    return undefined;
  }

  /** Only a read that began after the latest event is joined. */
  private readShared(id: string, digests: readonly string[]): Promise<StoredCredential | undefined> {
    const { eventBatches } = this.parts.cache;
    const underWay = this.reads.get(id);
    if (underWay?.eventBatches === eventBatches) return underWay.found;
    this.results.miss += 1;
    const read: SharedRead = {
      eventBatches,
      found: this.read(digests).finally(() => {
        if (this.reads.get(id) === read) this.reads.delete(id);
      }),
    };
    this.reads.set(id, read);
    return read.found;
  }

  /** An answer that an event overtook is dropped, and read again for all who wait for it. */
  private async read(digests: readonly string[]): Promise<StoredCredential | undefined> {
    const { cache } = this.parts;
    for (;;) {
      const fill = cache.beginFill(digests);
      const found = await this.readOnce(fill);
      if (cache.completeFill(fill, found)) return found;
    }
  }

  private async readOnce({ digests }: CacheFill): Promise<StoredCredential | undefined> {
    try {
      return await this.parts.store.find(digests);
    } catch (error) {
      this.parts.cache.abandonFill();
      throw error;
    }
  }
}
