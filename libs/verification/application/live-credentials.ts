import { hasEnded, type OwnerId } from '#contracts';
import { type ReadModelDocument } from '../domain/differences.js';
import { type CredentialDocument } from '../domain/documents.js';

/**
 * How many credentials that may still work at `now` are digested under each pepper, in the order of the peppers' ids.
 */
export async function liveCredentialsByPepper(
  documents: AsyncIterable<ReadModelDocument>,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const issued: Pick<CredentialDocument, 'ownerId' | 'pepperId' | 'issuedVersion'>[] = [];
  const revokedUpTo = new Map<OwnerId, number>();
  for await (const document of documents) {
    if (document.kind === 'owner') {
      const { ownerId, keysRevokedAt } = document.owner;
      if (keysRevokedAt !== null) revokedUpTo.set(ownerId, keysRevokedAt);
    } else if (mayWork(document.credential, now)) {
      const { ownerId, pepperId, issuedVersion } = document.credential;
      issued.push({ ownerId, pepperId, issuedVersion });
    }
  }
  const counts = new Map<string, number>();
  for (const { ownerId, pepperId, issuedVersion } of issued) {
    if (issuedVersion > (revokedUpTo.get(ownerId) ?? 0)) counts.set(pepperId, (counts.get(pepperId) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By what its own document says. */
function mayWork({ revokedAt, graceEnded, expiresAt, activeUntil }: CredentialDocument, now: Date): boolean {
  return revokedAt === null && !graceEnded && ![expiresAt, activeUntil].some((end) => hasEnded(end, now.getTime()));
}
