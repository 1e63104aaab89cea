import { type Model, type QueryFilter } from 'mongoose';
import { z } from 'zod';
import { PEPPER_INDEX, type StoredCredentialDocument, type StoredOwnerDocument } from './stored-documents.js';

const PAGE = 100;
const issuedCredentials = z.array(z.object({ _id: z.string(), ownerId: z.string(), issuedVersion: z.int() }));
const revocations = z.array(z.object({ _id: z.string(), keysRevokedAt: z.int().nullable() }));
const pepperOf = z.object({ pepperId: z.string() }).nullable();

interface Models {
  readonly credentials: Model<StoredCredentialDocument>;
  readonly owners: Model<StoredOwnerDocument>;
}

/**
 * Pepper by pepper along the index: as a rule each takes one page to find a credential that may still work, however
 * many there are.
 */
export async function livePepperIdsNot(
  among: readonly string[],
  models: Models,
  now: Date,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let id = await pepperAfter('', models, now); id !== undefined; id = await pepperAfter(id, models, now)) {
    if (!among.includes(id) && (await isNeeded(id, models, now))) ids.push(id);
  }
  return ids;
}

async function pepperAfter(id: string, { credentials }: Models, now: Date): Promise<string | undefined> {
  const next: unknown = await credentials
    .findOne({ pepperId: { $gt: id }, ...notOver(now) }, { pepperId: 1 })
    .sort({ pepperId: 1 })
    .hint(PEPPER_INDEX)
    .lean();
  return pepperOf.parse(next)?.pepperId;
}

/** Whether there is a credential under it that its owner has not revoked with all others. */
async function isNeeded(pepperId: string, { credentials, owners }: Models, now: Date): Promise<boolean> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: unknown = await credentials
      .find({ pepperId, _id: { $gt: after }, ...notOver(now) }, { ownerId: 1, issuedVersion: 1 })
      .sort({ _id: 1 })
      .limit(PAGE)
      .hint(PEPPER_INDEX)
      .lean();
    const issued = issuedCredentials.parse(page);
    const ownerIds = [...new Set(issued.map(({ ownerId }) => ownerId))];
    const found: unknown = await owners.find({ _id: { $in: ownerIds } }, { keysRevokedAt: 1 }).lean();
    const revokedUpTo = new Map(revocations.parse(found).map(({ _id, keysRevokedAt }) => [_id, keysRevokedAt]));
    if (issued.some(({ ownerId, issuedVersion }) => issuedVersion > (revokedUpTo.get(ownerId) ?? 0))) return true;
    after = issued.length < PAGE ? undefined : issued.at(-1)?._id;
  }
  return false;
}

/** By the credential's own document. A time that is null is never over. */
function notOver(now: Date): QueryFilter<StoredCredentialDocument> {
  const over = { $lte: now.toISOString() };
  return { revokedAt: null, graceEnded: false, expiresAt: { $not: over }, activeUntil: { $not: over } };
}
