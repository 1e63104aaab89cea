import { type AnyBulkWriteOperation } from 'mongoose';
import { type KeyUsage } from '#contracts';
import { additionsOf, hourOf, lastUsesOf } from '../../domain/hour-document.js';
import { type OwnerKeys } from '../../domain/owner-keys.js';
import { MINUTE_MS } from '../../domain/time.js';
import { latestOf, type LastUse, type UseCounts } from '../../domain/uses.js';
import { fieldName, routeField } from './field-names.js';
import { hourId, lastUseId, type StoredHour, type StoredLastUse, type StoredOwner } from './stored-documents.js';

/** The hours of `usages`, each once, with all of them added: what is stored of an hour that nothing was stored of. */
export function newHours(usages: readonly KeyUsage[]): readonly StoredHour[] {
  const hours = new Map<string, NewHour>();
  for (const usage of usages) {
    const _id = hourId(usage.keyId, hourOf(usage));
    const hour: NewHour = hours.get(_id) ?? {
      _id,
      keyId: usage.keyId,
      hour: hourOf(usage),
      counters: new Map(),
      sums: new Map(),
      minutes: new Map(),
    };
    hours.set(_id, hour);
    addTo(hour, usage);
  }
  return [...hours.values()];
}

/** Maps are stored as documents; unlike objects they take any name. */
interface NewHour extends StoredHour {
  readonly counters: Map<string, number>;
  readonly sums: Map<string, UseCounts>;
  readonly minutes: Map<string, Map<string, Map<string, UseCounts>>>;
}

function addTo({ hour: hourAt, counters, sums, minutes }: NewHour, usage: KeyUsage): void {
  const counter = fieldName(usage.counter);
  const added = additionsOf(usage, counters.get(counter) ?? 0);
  if (added === null) return;
  counters.set(counter, usage.sequence);
  for (const { credentialId, ...uses } of added.hour) addUses(sums, fieldName(credentialId), uses);
  for (const { credentialId, at, route, ...uses } of added.minutes) {
    const credentials = inside(
      minutes,
      String((at - hourAt) / MINUTE_MS),
      () => new Map<string, Map<string, UseCounts>>(),
    );
    addUses(
      inside(credentials, fieldName(credentialId), () => new Map<string, UseCounts>()),
      routeField(route),
      uses,
    );
  }
}

function inside<T>(map: Map<string, T>, name: string, make: () => T): T {
  const held = map.get(name) ?? make();
  map.set(name, held);
  return held;
}

function addUses(map: Map<string, UseCounts>, name: string, { accepted, denied }: UseCounts): void {
  const sum = map.get(name);
  map.set(name, { accepted: (sum?.accepted ?? 0) + accepted, denied: (sum?.denied ?? 0) + denied });
}

/** `additionsOf`, its guard on the server; its hour must be there. */
export function addition(usage: KeyUsage): AnyBulkWriteOperation<StoredHour> {
  const _id = hourId(usage.keyId, hourOf(usage));
  const counter = `counters.${fieldName(usage.counter)}`;
  const { minutes = [], hour = [] } = additionsOf(usage, 0) ?? {};
  const amounts = new Map<string, number>();
  const add = (path: string, { accepted, denied }: UseCounts): void => {
    for (const [name, amount] of [
      [`${path}.accepted`, accepted],
      [`${path}.denied`, denied],
    ] as const)
      amounts.set(name, (amounts.get(name) ?? 0) + amount);
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

/** The last uses in `usages`, one for each credential. */
export function newLastUses(usages: readonly KeyUsage[]): readonly StoredLastUse[] {
  const latest = new Map<string, LastUse>();
  for (const seen of usages.flatMap(lastUsesOf)) {
    const _id = lastUseId(seen.keyId, seen.credentialId);
    latest.set(_id, latestOf(latest.get(_id), seen));
  }
  return [...latest].map(([_id, lastUse]) => ({ _id, ...lastUse }));
}

/**
 * Half of `latestOf`, on the server: of a credential that has been used since. With its endpoint, if that is of the
 * same moment: what is stored of one is then older too.
 */
export function laterUse({ _id, at, endpoint }: StoredLastUse): AnyBulkWriteOperation<StoredLastUse> {
  return {
    updateOne: { filter: { _id, at: { $lt: at } }, update: { $set: { at, ...(endpoint?.at === at && { endpoint }) } } },
  };
}

/** The other half: its endpoint moves by itself. */
export function laterEndpoint({ _id, endpoint }: StoredLastUse): AnyBulkWriteOperation<StoredLastUse>[] {
  return endpoint === null
    ? []
    : [
        {
          updateOne: {
            filter: { _id, 'endpoint.at': { $not: { $gte: endpoint.at } } },
            update: { $set: { endpoint } },
          },
        },
      ];
}

export function newOwner({ ownerId, ...owner }: OwnerKeys): StoredOwner {
  return { _id: ownerId, ...owner };
}

export function ownerUpdate({ ownerId, ...owner }: OwnerKeys): AnyBulkWriteOperation<StoredOwner> {
  return { updateOne: { filter: { _id: ownerId, version: { $lt: owner.version } }, update: { $set: owner } } };
}
