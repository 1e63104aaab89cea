import { type AnyBulkWriteOperation } from 'mongoose';
import { type UsageRecord } from '#contracts';
import { type KeyFacts, type OwnerState } from '../../domain/owner-keys.js';
import { MINUTE_MS } from '../../domain/time.js';
import { latestUses } from '../../domain/usage-batch.js';
import { type UseCounts, type UseCountsAt } from '../../domain/uses.js';
import { fieldName, NO_ROUTE } from './field-names.js';
import {
  hourId,
  lastUseId,
  type StoredHour,
  type StoredKey,
  type StoredLastUse,
  type StoredOwner,
} from './stored-documents.js';

/** What a record adds to one key's hour: one document. */
export interface HourAddition {
  readonly _id: string;
  readonly keyId: string;
  readonly hour: number;
  readonly counter: string;
  readonly sequence: number;
  readonly uses: readonly UseCountsAt[];
}

/** By key, in the order of `records`. */
export function additionsOf(records: readonly UsageRecord[]): readonly HourAddition[] {
  return records.flatMap(({ counter, sequence, hour, uses }) => {
    const keys = new Map<string, UseCountsAt[]>();
    for (const each of uses) inside(keys, each.keyId, () => []).push(each);
    return [...keys].map(([keyId, ofKey]) => ({
      _id: hourId(keyId, hour),
      keyId,
      hour,
      counter: fieldName(counter),
      sequence,
      uses: ofKey,
    }));
  });
}

/** The hours of `additions`, each once, with all of them added: what is stored of an hour that nothing was stored of. */
export function newHours(additions: readonly HourAddition[]): readonly StoredHour[] {
  const hours = new Map<string, NewHour>();
  for (const { _id, keyId, hour, counter, sequence, uses } of additions) {
    const stored: NewHour = hours.get(_id) ?? {
      _id,
      keyId,
      hour,
      unpacked: hour,
      counters: new Map(),
      sums: new Map(),
      minutes: new Map(),
    };
    hours.set(_id, stored);
    if (sequence <= (stored.counters.get(counter) ?? 0)) continue;
    stored.counters.set(counter, sequence);
    for (const { credentialId, at, ...counts } of uses) {
      const credential = fieldName(credentialId);
      addUses(stored.sums, credential, counts);
      const credentials = inside(
        stored.minutes,
        minuteField(at, hour),
        () => new Map<string, Map<string, UseCounts>>(),
      );
      addUses(
        inside(credentials, credential, () => new Map<string, UseCounts>()),
        NO_ROUTE,
        counts,
      );
    }
  }
  return [...hours.values()];
}

/** Maps are stored as documents; unlike objects they take any name. */
interface NewHour extends StoredHour {
  readonly counters: Map<string, number>;
  readonly sums: Map<string, UseCounts>;
  readonly minutes: Map<string, Map<string, Map<string, UseCounts>>>;
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

/** `additions` to documents that are there, those of one counter to one of them together. */
export function byCounterAndHour(additions: readonly HourAddition[]): readonly (readonly HourAddition[])[] {
  const groups = new Map<string, HourAddition[]>();
  for (const addition of additions) {
    const group = inside(groups, `${addition._id} ${addition.counter}`, () => []);
    if (addition.sequence > (group.at(-1)?.sequence ?? 0)) group.push(addition);
  }
  return [...groups.values()];
}

/** Adds all of `additions`, of one counter to one document, unless that has the first of them. */
export function addTogether(additions: readonly HourAddition[]): AnyBulkWriteOperation<StoredHour>[] {
  const [first] = additions;
  const last = additions.at(-1);
  if (first === undefined || last === undefined) return [];
  const { _id, hour } = first;
  const counter = `counters.${first.counter}`;
  const amounts = new Map<string, number>();
  for (const { credentialId, at, accepted, denied } of additions.flatMap(({ uses }) => uses)) {
    const credential = fieldName(credentialId);
    for (const path of [`minutes.${minuteField(at, hour)}.${credential}.${NO_ROUTE}`, `sums.${credential}`]) {
      amounts.set(`${path}.accepted`, (amounts.get(`${path}.accepted`) ?? 0) + accepted);
      amounts.set(`${path}.denied`, (amounts.get(`${path}.denied`) ?? 0) + denied);
    }
  }
  return [
    {
      updateOne: {
        filter: { _id, [counter]: { $not: { $gte: first.sequence } } },
        update: { $set: { [counter]: last.sequence, unpacked: hour }, $inc: Object.fromEntries(amounts) },
      },
    },
  ];
}

function minuteField(at: number, hour: number): string {
  return String((at - hour) / MINUTE_MS);
}

/** The last uses in `records`, one for each credential. */
export function newLastUses(records: readonly UsageRecord[]): readonly StoredLastUse[] {
  return latestUses(records).map((lastUse) => ({ _id: lastUseId(lastUse.keyId, lastUse.credentialId), ...lastUse }));
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

export function newOwner({ ownerId, version, active }: OwnerState): StoredOwner {
  return { _id: ownerId, version, active };
}

export function newKey({ keyId, ...key }: KeyFacts): StoredKey {
  return { _id: keyId, ...key };
}
