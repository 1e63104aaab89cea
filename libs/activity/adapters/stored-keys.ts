import { type OwnerId } from '#contracts';
import { z } from 'zod';
import { type KeyFacts, withoutOlder } from '../domain/owner-keys.js';

/** The credentials of a key, as every adapter stores them. */
export const credentials = z.array(
  z.object({ credentialId: z.string(), hint: z.string(), graceEndsAt: z.string().nullable() }),
);

const keys = z.array(
  z.object({ keyId: z.string(), createdAt: z.string(), revokedAt: z.string().nullable(), credentials }),
);

/**
 * An owner's keys as an earlier version stored them: as a list in the owner's document, without the versions of single
 * keys. Each was created by an event of its own, so a key's place in the list is not after its version.
 * @param version of the owner.
 */
export function keysAsOnceStored(ownerId: OwnerId, version: number, stored: unknown): readonly KeyFacts[] {
  const now = new Date().toISOString();
  return keys
    .parse(stored)
    .map((key, index) => withoutOlder({ ...key, ownerId, createdIn: index + 1, version, olderCredentials: 0 }, now));
}
