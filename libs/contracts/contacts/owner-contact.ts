import { z } from 'zod';
import { type OwnerId } from '../owner-id.js';
import { type IncomingRecord, type OutgoingRecord } from '../messaging/record.js';

const mailAddress = z.email().max(320);
const contact = z.object({
  email: mailAddress,
  name: z.string().max(200).nullable(),
  /** `iat` (seconds) of the user token that it comes from. Records of earlier versions have none. */
  tokenIssuedAt: z.number().optional(),
});

/**
 * Where mail for an owner goes. State, not an event: the newest record of an owner is the truth, a tombstone erases it.
 */
export interface OwnerContact extends z.infer<typeof contact> {
  readonly ownerId: OwnerId;
}

/** Whether `text` can be the address of a contact. */
export function isMailAddress(text: string): boolean {
  return mailAddress.safeParse(text).success;
}

const HEADERS = {
  ce_specversion: '1.0',
  ce_source: '/keyward/contacts',
  ce_type: 'keyward.OwnerContact',
  'content-type': 'application/json',
  ce_schemaversion: '1',
};

export function encodeContact({ ownerId, email, name, tokenIssuedAt }: OwnerContact): OutgoingRecord {
  return { key: ownerId, headers: HEADERS, value: Buffer.from(JSON.stringify({ email, name, tokenIssuedAt })) };
}

export function encodeContactErasure(ownerId: OwnerId): OutgoingRecord {
  return { key: ownerId, headers: HEADERS, value: null };
}

/**
 * `{ ownerId, contact: null }` is an erasure; a string says why the record cannot be read (without its content). Never
 * throws.
 */
export function decodeContact(
  record: IncomingRecord,
): { readonly ownerId: OwnerId; readonly contact: OwnerContact | null } | string {
  if (record.key === null) return 'no key';
  if (record.value === null) return { ownerId: record.key, contact: null };
  try {
    const parsed = contact.safeParse(JSON.parse(record.value.toString('utf8')));
    return parsed.success
      ? { ownerId: record.key, contact: { ownerId: record.key, ...parsed.data } }
      : 'not an owner contact';
  } catch {
    return 'the value is not JSON';
  }
}
