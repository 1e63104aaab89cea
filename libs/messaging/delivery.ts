import { deadLetterTopic, type IncomingRecord } from '#contracts';
import { deadLetter } from './dead-letter.js';
import { type ParkedKeys, sift } from './parked-keys.js';
import { type Publisher } from './publisher.js';
import { type RetryInPlace } from './retry-in-place.js';
import { asRetryable } from './as-retryable.js';
import { type BroadcastOptions, type GroupOptions, Permanent, type RecordsHandler } from './subscriber.js';

/** A record without a key has no owner, so it can be neither handled nor parked: the consumer must stop. */
export class KeylessRecord extends Error {
  override readonly name = 'KeylessRecord';
  constructor({ topic, partition, offset }: IncomingRecord) {
    super(
      `the record at ${topic} ${String(partition)}:${String(offset)} has no key: it was not sent by Keyward; remove it from the topic, then start again`,
    );
  }
}

/**
 * A group refuses `record` for good: it is a dead letter now, and its key is parked if that is what the group does.
 * Never throws.
 */
export type DeadLetterNotice = (
  group: string,
  record: IncomingRecord,
  reason: string,
  onPermanent: GroupOptions['onPermanent'],
) => void;

export interface GroupDeliveryParts {
  readonly parkedKeys: ParkedKeys;
  readonly deadLetters: Pick<Publisher, 'send'>;
  readonly onDeadLetter?: DeadLetterNotice | undefined;
  readonly retry: RetryInPlace;
}

/**
 * Turns a group's handler into one that an adapter calls once for each batch of one partition, whose offset it commits
 * once that resolves. Retryable is retried in place; Permanent becomes a dead letter first, then (`park`) a parked key,
 * then the rest of the batch is handed again. Rejects with ConsumptionStopped, or with what must end the subscription.
 */
export function groupDelivery(options: GroupOptions, parts: GroupDeliveryParts): RecordsHandler {
  return keyedPrefixFirst(options.onPermanent === 'park' ? parking(options, parts) : skipping(options, parts));
}

/** The same for broadcast, where nobody may pass a record over: Permanent ends the subscription. */
export function broadcastDelivery({ handle }: BroadcastOptions, retry: RetryInPlace): RecordsHandler {
  return keyedPrefixFirst((records) => retry(() => handle(records)));
}

function parking(
  options: GroupOptions,
  { parkedKeys, deadLetters, onDeadLetter, retry }: GroupDeliveryParts,
): RecordsHandler {
  const { group, topic } = options;
  return async (records) => {
    const keys = [...new Set(records.flatMap(({ key }) => key ?? []))];
    for (;;) {
      const parked = await retryForever(retry, () => parkedKeys.among(group, topic, keys));
      const { flowing, ended } = sift(records, parked);
      const refused = await firstRefused(options, flowing, retry);
      if (refused === undefined) {
        for (const interval of ended) await retryForever(retry, () => parkedKeys.save(interval));
        return;
      }
      const { record, message: reason } = refused;
      const { partition, offset: from, key } = record;
      await retryForever(retry, () => deadLetters.send(deadLetterTopic(topic), [deadLetter(record, group, reason)]));
      await retryForever(retry, () =>
        parkedKeys.save({ group, topic, key: key ?? '', partition, from, until: null, reason }),
      );
      onDeadLetter?.(group, record, reason, 'park');
    }
  };
}

function skipping(options: GroupOptions, { deadLetters, onDeadLetter, retry }: GroupDeliveryParts): RecordsHandler {
  const { group, topic } = options;
  return async (records) => {
    let flowing = records;
    for (;;) {
      const refused = await firstRefused(options, flowing, retry);
      if (refused === undefined) return;
      await retryForever(retry, () =>
        deadLetters.send(deadLetterTopic(topic), [deadLetter(refused.record, group, refused.message)]),
      );
      onDeadLetter?.(group, refused.record, refused.message, 'skip');
      flowing = flowing.filter((record) => !isAt(record, refused.record));
    }
  };
}

async function firstRefused(
  { handle }: GroupOptions,
  records: readonly IncomingRecord[],
  retry: RetryInPlace,
): Promise<Permanent | undefined> {
  if (records.length === 0) return undefined;
  try {
    await retry(() => handle(records));
    return undefined;
  } catch (error) {
    if (!(error instanceof Permanent)) throw error;
    if (records.some((record) => isAt(record, error.record))) return error;
    throw new TypeError('Permanent names a record that was not handed over', { cause: error });
  }
}

/** Parked keys and dead letters are never given up: while their store or log is away, the batch waits. */
function retryForever<T>(retry: RetryInPlace, work: () => Promise<T>): Promise<T> {
  return retry(() => asRetryable(work));
}

function keyedPrefixFirst(deliver: RecordsHandler): RecordsHandler {
  return async (records) => {
    const keyless = records.find(({ key }) => key === null || key === '');
    if (keyless === undefined) return deliver(records);
    const before = records.slice(0, records.indexOf(keyless));
    if (before.length > 0) await deliver(before);
    throw new KeylessRecord(keyless);
  };
}

function isAt(a: IncomingRecord, b: IncomingRecord): boolean {
  return a.partition === b.partition && a.offset === b.offset;
}
