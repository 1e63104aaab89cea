import { hasEnded, type OwnerId } from '#contracts';
import { type CredentialDocument } from '../domain/documents.js';
import { type VerificationStore } from '../ports/verification-store.js';

/**
 * How many credentials that may still work at `now` are digested under each pepper, in the order of the peppers' ids.
 * Reads the whole read model.
 */
export async function liveCredentialsByPepper(
  store: Pick<VerificationStore, 'documents'>,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const issued = new Map<OwnerId, { readonly pepperId: string; readonly issuedVersion: number }[]>();
  const revokedUpTo = new Map<OwnerId, number>();
  for await (const document of store.documents()) {
    if (document.kind === 'owner') {
      const { ownerId, keysRevokedAt } = document.owner;
      if (keysRevokedAt !== null) revokedUpTo.set(ownerId, keysRevokedAt);
    } else if (mayWork(document.credential, now)) {
      const { ownerId, pepperId, issuedVersion } = document.credential;
      issued.set(ownerId, [...(issued.get(ownerId) ?? []), { pepperId, issuedVersion }]);
    }
  }
  const counts = new Map<string, number>();
  for (const [ownerId, credentials] of issued) {
    for (const { pepperId, issuedVersion } of credentials) {
      if (issuedVersion > (revokedUpTo.get(ownerId) ?? 0)) counts.set(pepperId, (counts.get(pepperId) ?? 0) + 1);
    }
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By what its own document says. */
function mayWork({ revokedAt, graceEnded, expiresAt, activeUntil }: CredentialDocument, now: Date): boolean {
  return revokedAt === null && !graceEnded && ![expiresAt, activeUntil].some((end) => hasEnded(end, now.getTime()));
}
