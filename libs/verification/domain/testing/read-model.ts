import { type KeyringEvent } from '#contracts';
import { type CredentialDocument, type OwnerDocument } from '../documents.js';
import { type BatchScope, type Documents, projectBatch, scopeOf } from '../project-batch.js';
import { type ProjectableEvent } from '../projection.js';
import { applyToCredential, applyToOwner, isOwnerWrite, type Write } from '../write.js';
import { ANN, digestOf, readable } from './events.js';

/** The read model as plain values: what every store must come to. */
export class ReadModel {
  private readonly owners = new Map<string, OwnerDocument>();
  private readonly credentials = new Map<string, CredentialDocument>();

  /** Every owner's document, and every credential, in an order of their own. */
  get documents(): Documents {
    return {
      owners: [...this.owners.values()].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1)),
      credentials: [...this.credentials.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
    };
  }

  apply(events: readonly ProjectableEvent[]): this {
    return this.write(projectBatch(events, this.load(scopeOf(events))).writes);
  }

  write(writes: readonly Write[]): this {
    for (const write of writes) {
      if (isOwnerWrite(write)) {
        this.owners.set(write.ownerId, applyToOwner(this.owners.get(write.ownerId), write));
        continue;
      }
      const digest = write.kind === 'issue' ? write.credential.digest : write.digest;
      const written = applyToCredential(this.credentials.get(digest), write);
      if (written !== undefined) this.credentials.set(digest, written);
    }
    return this;
  }

  load({ ownerIds, keys }: BatchScope): Documents {
    return {
      owners: ownerIds.flatMap((ownerId) => this.owners.get(ownerId) ?? []),
      credentials: [...this.credentials.values()].filter((each) =>
        keys.some((key) => key.ownerId === each.ownerId && key.keyId === each.keyId),
      ),
    };
  }

  owner(ownerId = ANN): OwnerDocument | undefined {
    return this.owners.get(ownerId);
  }

  credential(credentialId: string): CredentialDocument | undefined {
    return this.credentials.get(digestOf(credentialId));
  }
}

/** The read model after Ann's stream of these events. */
export function given(...events: readonly KeyringEvent[]): ReadModel {
  return new ReadModel().apply(events.map((event, index) => readable(index + 1, event)));
}
