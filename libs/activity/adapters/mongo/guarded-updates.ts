import { type AnyBulkWriteOperation } from 'mongoose';
import { type KeyUsage } from '#contracts';
import { additionsOf, hourOf, lastUsesOf } from '../../domain/hour-document.js';
import { type OwnerKeys } from '../../domain/owner-keys.js';
import { MINUTE_MS } from '../../domain/time.js';
import { latestOf, type LastUse, type Uses } from '../../domain/uses.js';
import { fieldName, routeField } from './field-names.js';
import { hourId, lastUseId, type StoredHour, type StoredLastUse, type StoredOwner } from './stored-documents.js';

/** The hours of `usages`, each once, with nothing added yet. */
export function emptyHours(usages: readonly KeyUsage[]): readonly StoredHour[] {
  const hours = usages.map((usage): StoredHour => ({ _id: hourId(usage.keyId, hourOf(usage)), keyId: usage.keyId, hour: hourOf(usage), counters: {}, sums: {}, minutes: {} }));
  return [...new Map(hours.map((hour) => [hour._id, hour])).values()];
}

/** `additionsOf`, its guard on the server; its hour must be there. */
export function addition(usage: KeyUsage): AnyBulkWriteOperation<StoredHour> {
  const _id = hourId(usage.keyId, hourOf(usage));
  const counter = `counters.${fieldName(usage.counter)}`;
  const { minutes = [], hour = [] } = additionsOf(usage, 0) ?? {};
  const amounts = new Map<string, number>();
  const add = (path: string, { accepted, denied }: Uses): void => {
    for (const [name, amount] of [[`${path}.accepted`, accepted], [`${path}.denied`, denied]] as const) amounts.set(name, (amounts.get(name) ?? 0) + amount);
  };
  for (const { credentialId, at, route, ...uses } of minutes) {
    add(`minutes.${String((at - hourOf(usage)) / MINUTE_MS)}.${fieldName(credentialId)}.${routeField(route)}`, uses);
  }
  for (const { credentialId, ...uses } of hour) add(`sums.${fieldName(credentialId)}`, uses);
  return {
    updateOne: {
      filter: { _id, [counter]: { $not: { $gte: usage.sequence } } },
      update: { $set: { [counter]: usage.sequence }, ...(amounts.size > 0 && { $inc: Object.fromEntries(amounts) }) },
    },
  };
}

/** `latestOf`, on the server: its two times move by themselves. */
export function lastUseUpdates(usages: readonly KeyUsage[]): AnyBulkWriteOperation<StoredLastUse>[] {
  const latest = new Map<string, LastUse>();
  for (const seen of usages.flatMap(lastUsesOf)) {
    const _id = lastUseId(seen.keyId, seen.credentialId);
    latest.set(_id, latestOf(latest.get(_id), seen));
  }
  return [...latest].flatMap(([_id, { keyId, credentialId, at, endpoint }]): AnyBulkWriteOperation<StoredLastUse>[] => {
    const use = { updateOne: { filter: { _id }, update: { $setOnInsert: { keyId, credentialId, endpoint: null }, $max: { at } }, upsert: true } };
    if (endpoint === null) return [use];
    return [use, { updateOne: { filter: { _id, 'endpoint.at': { $not: { $gte: endpoint.at } } }, update: { $set: { endpoint } } } }];
  });
}

export function newOwner({ ownerId, ...owner }: OwnerKeys): StoredOwner {
  return { _id: ownerId, ...owner };
}

export function ownerUpdate({ ownerId, ...owner }: OwnerKeys): AnyBulkWriteOperation<StoredOwner> {
  return { updateOne: { filter: { _id: ownerId, version: { $lt: owner.version } }, update: { $set: owner } } };
}
