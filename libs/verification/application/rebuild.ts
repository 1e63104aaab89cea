import { setTimeout as pause } from 'node:timers/promises';
import { TOPICS } from '#contracts';
import { readToEnd, type Subscriber } from '#messaging';
import { type Difference, differenceOf, placeOf, type ReadModelDocument } from '../domain/differences.js';
import { type VerificationStore } from '../ports/verification-store.js';
import { projectRecords } from './project-records.js';

/** More documents than these do not differ only because an event is under way. */
const MATTER_OF_TIMING = 10_000;

export interface RebuildParts {
  readonly subscriber: Pick<Subscriber, 'endOf' | 'subscribe'>;
  /** What verification answers from; it is only read. */
  readonly live: VerificationStore;
  /** Empty at first, or as far as an earlier rebuild got. Nobody else writes to it. */
  readonly next: VerificationStore;
  /** Called after each batch with how many records are applied. */
  readonly onProgress?: (records: number) => void;
  /** How often what differs is looked at again, since events go on to arrive. */
  readonly rounds?: number;
  readonly roundMs?: number;
}

export interface Rebuilt {
  /** Records of key-events that were applied. */
  readonly records: number;
  /** Documents that both hold, or either. */
  readonly credentials: number;
  readonly owners: number;
  /** Where the live read model differs from the rebuilt one, after the last round. */
  readonly differences: readonly Difference[];
}

/**
 * Builds `next` from the start of key-events, as a replica would, and compares it with `live` document by document.
 * Verification goes on meanwhile. What differs because an event had reached only one of them is looked at again once
 * both have had time for it.
 */
export async function rebuildReadModel({
  subscriber,
  live,
  next,
  onProgress = () => undefined,
  rounds = 5,
  roundMs = 500,
}: RebuildParts): Promise<Rebuilt> {
  let records = 0;
  const catchUp = async (): Promise<void> => {
    let applied = await next.checkpoint();
    await readToEnd(subscriber, {
      topic: TOPICS.keyEvents.name,
      after: applied,
      handle: async (batch) => {
        ({ applied } = await projectRecords(next, batch, applied));
        records += batch.length;
        onProgress(records);
      },
    });
  };

  await catchUp();
  const count = { credential: 0, owner: 0 };
  let unequal: Pair[] = [];
  for await (const pair of sideBySide(live.documents(), next.documents())) {
    count[pair.kind] += 1;
    if (difference(pair) !== null) unequal.push(pair);
  }
  for (let round = 1; unequal.length > 0 && unequal.length <= MATTER_OF_TIMING && round < rounds; round++) {
    await pause(roundMs);
    await catchUp();
    const again = await inTurn(unequal, async (pair) => ({
      ...pair,
      before: await reread(live, pair),
      after: await reread(next, pair),
    }));
    unequal = again.filter((pair) => difference(pair) !== null);
  }
  return {
    records,
    credentials: count.credential,
    owners: count.owner,
    differences: unequal.flatMap((pair) => difference(pair) ?? []),
  };
}

/** One document in the live read model and in the rebuilt one. */
interface Pair {
  readonly kind: ReadModelDocument['kind'];
  readonly before: ReadModelDocument | undefined;
  readonly after: ReadModelDocument | undefined;
}

function difference({ before, after }: Pair): Difference | null {
  return differenceOf(before, after);
}

/** Both are in the order of `placeOf`. */
async function* sideBySide(
  before: AsyncIterable<ReadModelDocument>,
  after: AsyncIterable<ReadModelDocument>,
): AsyncGenerator<Pair> {
  const [left, right] = [before[Symbol.asyncIterator](), after[Symbol.asyncIterator]()];
  let [one, other] = [await nextOf(left), await nextOf(right)];
  while (one !== undefined || other !== undefined) {
    const isInBoth = one !== undefined && other !== undefined && placeOf(one) === placeOf(other);
    if (one !== undefined && (isInBoth || other === undefined || placeOf(one) < placeOf(other))) {
      yield { kind: one.kind, before: one, after: isInBoth ? other : undefined };
      one = await nextOf(left);
      if (isInBoth) other = await nextOf(right);
    } else if (other !== undefined) {
      yield { kind: other.kind, before: undefined, after: other };
      other = await nextOf(right);
    }
  }
}

async function nextOf(documents: AsyncIterator<ReadModelDocument>): Promise<ReadModelDocument | undefined> {
  const result = await documents.next();
  return result.done === true ? undefined : result.value;
}

async function reread(store: VerificationStore, { before, after }: Pair): Promise<ReadModelDocument | undefined> {
  const document = before ?? after;
  if (document?.kind === 'credential') {
    const found = await store.find([document.credential.digest]);
    return found === undefined ? undefined : { kind: 'credential', credential: found.credential };
  }
  const {
    owners: [owner],
  } = await store.load({ ownerIds: document === undefined ? [] : [document.owner.ownerId], keys: [] });
  return owner === undefined ? undefined : { kind: 'owner', owner };
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
