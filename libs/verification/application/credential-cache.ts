import { isStaleFill } from '#propagation';
import { type OwnerId } from '#contracts';
import { LRUCache } from 'lru-cache';
import { type CredentialDocument, type OwnerDocument } from '../domain/documents.js';
import { type Projected } from '../domain/project-batch.js';
import {
  applyToCredential,
  applyToOwner,
  type CredentialWrite,
  isOwnerWrite,
  type OwnerWrite,
} from '../domain/write.js';
import { type StoredCredential } from '../ports/verification-store.js';

/** A credential and its owner: all that a verdict is decided from. */
export interface CachedCredential {
  readonly credential: CredentialDocument;
  readonly owner: OwnerDocument;
}

/** Holds a batch of 100 keys; a key has as many digests as there are peppers. */
const FEWEST_ABSENT = 1_000;

/** More than the events of many batches. Beyond it, fills under way count as stale. */
const MAX_REMEMBERED_EVENTS = 10_000;

/**
 * An owner until it is forgotten; a new one is made when it is read again, and what was remembered under the old one
 * counts no more.
 */
interface RememberedOwner {
  document: OwnerDocument;
}

interface RememberedCredential {
  readonly credential: CredentialDocument;
  readonly owner: RememberedOwner;
}

/** A read of the store under way. */
export interface CacheFill {
  readonly digests: readonly string[];
  readonly startedAt: number;
}

/**
 * What a replica remembers of the read model, never older than its applied position. Bounded. Absent keys are in a
 * small part of their own, so that random keys cannot evict real ones.
 */
export class CredentialCache {
  private readonly credentials: LRUCache<string, RememberedCredential>;
  private readonly owners: LRUCache<OwnerId, RememberedOwner>;
  private readonly absent: LRUCache<string, true>;
  /** How many batches of events were applied. */
  private appliedBatches = 0;
  private fillsUnderWay = 0;
  /** `appliedBatches` after the latest event about an owner or a digest; kept only while fills are under way. */
  private readonly lastApplied = new Map<string, number>();
  /** Events up to here may be missing in `lastApplied`. */
  private forgottenUpTo = 0;
  private evicted = 0;

  /** @param max how many credentials at most; a tenth as many absent digests, but a few in any case. */
  constructor(max: number) {
    this.credentials = new LRUCache({
      max,
      dispose: (_credential, _digest, reason) => {
        if (reason === 'evict') this.evicted += 1;
      },
    });
    this.owners = new LRUCache({ max });
    this.absent = new LRUCache({ max: Math.max(FEWEST_ABSENT, Math.ceil(max / 10)) });
  }

  /** Changes with every batch of events; a fill that began before a change is joined by no request after it. */
  get eventBatches(): number {
    return this.appliedBatches;
  }

  /** Credentials that were removed because the cache was full. */
  get evictions(): number {
    return this.evicted;
  }

  get size(): number {
    return this.credentials.size;
  }

  /** Undefined when this cache cannot tell. */
  get(digest: string): CachedCredential | undefined {
    const remembered = this.credentials.get(digest);
    if (remembered === undefined) return undefined;
    const { credential, owner } = remembered;
    return this.owners.get(credential.ownerId) === owner ? { credential, owner: owner.document } : undefined;
  }

  /** Whether none of `digests` is the digest of a credential. */
  knowsAbsent(digests: readonly string[]): boolean {
    return digests.every((digest) => this.absent.get(digest) === true);
  }

  beginFill(digests: readonly string[]): CacheFill {
    this.fillsUnderWay += 1;
    return { digests, startedAt: this.appliedBatches };
  }

  /**
   * Ends a fill that brought an answer. False when it is stale: then it must not be answered from, and nothing is
   * remembered.
   */
  completeFill(fill: CacheFill, found: StoredCredential | undefined): boolean {
    const stale = this.isStale(fill, found);
    this.endFill();
    if (!stale) this.remember(fill.digests, found);
    return !stale;
  }

  /** Ends a fill that brought no answer. */
  abandonFill(): void {
    this.endFill();
  }

  /**
   * Applies what was written to the store; to be called after that and before the applied position advances.
   * @param unapplied owners of events that could not be applied: they are forgotten.
   */
  apply({ writes, unapplied }: Projected): void {
    this.appliedBatches += 1;
    for (const ownerId of unapplied) this.forget(ownerId);
    for (const write of writes) {
      if (isOwnerWrite(write)) this.applyOwnerWrite(write);
      else this.applyCredentialWrite(write);
    }
  }

  private applyCredentialWrite(write: CredentialWrite): void {
    const digest = write.kind === 'issue' ? write.credential.digest : write.digest;
    this.note(digest);
    this.absent.delete(digest);
    const remembered = this.credentials.peek(digest);
    if (remembered === undefined) return;
    const written = applyToCredential(remembered.credential, write);
    if (written !== undefined && written !== remembered.credential)
      this.credentials.set(digest, { ...remembered, credential: written });
  }

  private applyOwnerWrite(write: OwnerWrite): void {
    this.note(write.ownerId);
    const remembered = this.owners.peek(write.ownerId);
    if (remembered === undefined) return;
    if (write.kind === 'advance' && write.version > remembered.document.version + 1)
      this.forget(write.ownerId); // the store is ahead of what is remembered
    else remembered.document = applyToOwner(remembered.document, write);
  }

  private forget(ownerId: OwnerId): void {
    this.note(ownerId);
    this.owners.delete(ownerId);
  }

  private isStale({ digests, startedAt }: CacheFill, found: StoredCredential | undefined): boolean {
    const concerned = found === undefined ? digests : [...digests, found.credential.ownerId];
    return concerned.some((id) => isStaleFill(startedAt, this.lastApplied.get(id) ?? this.forgottenUpTo));
  }

  private remember(digests: readonly string[], found: StoredCredential | undefined): void {
    if (found === undefined) {
      for (const digest of digests) this.absent.set(digest, true);
    } else if (found.owner !== undefined) {
      const owner = this.owners.get(found.owner.ownerId) ?? { document: found.owner };
      owner.document = found.owner;
      this.owners.set(found.owner.ownerId, owner);
      this.credentials.set(found.credential.digest, { credential: found.credential, owner });
    }
  }

  private note(id: string): void {
    if (this.fillsUnderWay === 0) return;
    if (this.lastApplied.size >= MAX_REMEMBERED_EVENTS) {
      this.lastApplied.clear();
      this.forgottenUpTo = this.appliedBatches;
    }
    this.lastApplied.set(id, this.appliedBatches);
  }

  private endFill(): void {
    this.fillsUnderWay -= 1;
    if (this.fillsUnderWay === 0) this.lastApplied.clear();
  }
}
