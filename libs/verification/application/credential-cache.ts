import { fillIsOvertaken, type OwnerId } from '#contracts';
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

/** A credential whose owner is known too: all that a verdict is judged from. */
export interface Standing {
  readonly credential: CredentialDocument;
  readonly owner: OwnerDocument;
}

/** Holds a batch of 100 keys; a key has as many digests as there are peppers. */
const FEWEST_ABSENT = 1_000;

/** More than the events of many batches; beyond it, fills under way are taken for overtaken. */
const MAX_TOLD = 10_000;

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
export interface Fill {
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
  /** Counts the batches of events that the cache was told of. */
  private told = 0;
  private fillsUnderWay = 0;
  /** `told` after the latest event about an owner or a digest, as far as a fill is under way that it could concern. */
  private readonly lastTold = new Map<string, number>();
  /** What `lastTold` does not hold may have been told up to here. */
  private prunedAt = 0;
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
  get generation(): number {
    return this.told;
  }

  /** Credentials that had to go because it was full. */
  get evictions(): number {
    return this.evicted;
  }

  get size(): number {
    return this.credentials.size;
  }

  /** Undefined when this cache cannot tell. */
  standing(digest: string): Standing | undefined {
    const remembered = this.credentials.get(digest);
    if (remembered === undefined) return undefined;
    const { credential, owner } = remembered;
    return this.owners.get(credential.ownerId) === owner ? { credential, owner: owner.document } : undefined;
  }

  /** Whether none of `digests` is the digest of a credential. */
  knowsAbsent(digests: readonly string[]): boolean {
    return digests.every((digest) => this.absent.get(digest) === true);
  }

  beginFill(digests: readonly string[]): Fill {
    this.fillsUnderWay += 1;
    return { digests, startedAt: this.told };
  }

  /**
   * Ends a fill that brought an answer. False when an event overtook it: then it must not be answered from, and nothing
   * is remembered.
   */
  completeFill(fill: Fill, found: StoredCredential | undefined): boolean {
    const overtaken = this.isOvertaken(fill, found);
    this.endFill();
    if (!overtaken) this.remember(fill.digests, found);
    return !overtaken;
  }

  /** Ends a fill that brought no answer. */
  abandonFill(): void {
    this.endFill();
  }

  /**
   * Tells the cache what was written to the store; to be called after that and before the applied position advances.
   * @param unapplied owners of events that could not be applied: they are forgotten.
   */
  apply({ writes, unapplied }: Projected): void {
    this.told += 1;
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

  private isOvertaken({ digests, startedAt }: Fill, found: StoredCredential | undefined): boolean {
    const concerned = found === undefined ? digests : [...digests, found.credential.ownerId];
    return concerned.some((id) => fillIsOvertaken(startedAt, this.lastTold.get(id) ?? this.prunedAt));
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
    if (this.lastTold.size >= MAX_TOLD) {
      this.lastTold.clear();
      this.prunedAt = this.told;
    }
    this.lastTold.set(id, this.told);
  }

  private endFill(): void {
    this.fillsUnderWay -= 1;
    if (this.fillsUnderWay === 0) this.lastTold.clear();
  }
}
