import { decodeContact, type IncomingRecord } from '#contracts';
import { Permanent, type RecordsHandler, asRetryable } from '#messaging';
import { type ContactChange, type ContactStore } from '../ports/contact-store.js';

/** Records of owner-contacts into the contact store. */
export function contactProjector(store: Pick<ContactStore, 'save'>): RecordsHandler {
  return async (records) => {
    const changes = records.map(changeOf);
    await asRetryable(() => store.save(changes));
  };
}

function changeOf(record: IncomingRecord): ContactChange {
  const decoded = decodeContact(record);
  if (typeof decoded === 'string') throw new Permanent(record, decoded);
  const { partition, offset } = record;
  return { ...decoded, position: { partition, offset } };
}
