import { type Positions } from '#contracts';
import { type ReadModelDocument } from '../domain/differences.js';
import { type CredentialDocument, type OwnerDocument } from '../domain/documents.js';
import { type BatchScope, type Documents } from '../domain/project-batch.js';
import { type Write } from '../domain/write.js';

/** A credential and its owner, as they are stored. */
export interface StoredCredential {
  readonly credential: CredentialDocument;
  /** Undefined while the event that issued the credential is still being written. */
  readonly owner: OwnerDocument | undefined;
}

/**
 * The read model: derived from key-events, written by every replica. Reads return nothing that a fail-over could undo.
 * Not promised: that several documents change together, or that `find` reads both documents at one instant.
 */
export interface VerificationStore {
  /** The last positions up to and including which everything is applied; a missing partition: nothing yet. */
  checkpoint(): Promise<Positions>;

  /** What is stored of a batch's scope. Contains every write that was applied before the call. */
  load(scope: BatchScope): Promise<Documents>;

  /**
   * Applies `writes`, each to its one document and only if its guard (`applyToCredential`, `applyToOwner`) lets it:
   * those of one document in order, and no owner before the credentials that stand before it. Then moves the checkpoint
   * to `applied`, never back. Durable against a killed process when it resolves. When it rejects, a part of the writes
   * may be applied, but never the checkpoint without all of them: the same batch again is right.
   */
  apply(writes: readonly Write[], applied: Positions): Promise<void>;

  /** The credential of any of `digests`, with its owner; undefined when none is stored. */
  find(digests: readonly string[]): Promise<StoredCredential | undefined>;

  /** How many owners are parked now. */
  countParked(): Promise<number>;

  /**
   * Ids of the peppers, other than those `among`, under which credentials that may still work at `now` are digested,
   * sorted. Parked owners' count too. As a rule there is none, and finding that out costs the same however many
   * credentials there are.
   */
  livePepperIdsNot(among: readonly string[], now: Date): Promise<readonly string[]>;

  /**
   * Every document: credentials in the order of their digests, then owners in the order of their ids (code units). One
   * that is written meanwhile comes as it was or as it is; a new one may be left out.
   */
  documents(): AsyncIterable<ReadModelDocument>;

  close(): Promise<void>;
}
