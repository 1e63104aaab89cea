import { deadLetterTopic, type IncomingRecord, TOPICS } from '#contracts';
import { openKafka } from '#messaging/adapters/kafka';
import { coversAll } from '#contracts';
import { pino } from 'pino';
import { type Haystack } from '../kit/leak-scan.js';

const noParkedKeys = { among: () => Promise.resolve([]), save: () => Promise.resolve(), parkedNow: () => Promise.resolve([]) };

/** The records of every topic; of a compacted one the last of each key, as it is once the broker has compacted it. */
export async function storedRecords(broker: string): Promise<readonly Haystack[]> {
  const log = openKafka({ connection: { brokers: [broker], clientId: 'scenario' }, parkedKeys: noParkedKeys, logger: pino({ level: 'silent' }) });
  try {
    return await Promise.all(Object.values(TOPICS).flatMap(({ name, cleanup }) => [
      recordsOf(log.subscriber, name, cleanup === 'compact'), recordsOf(log.subscriber, deadLetterTopic(name), false),
    ]));
  } finally {
    await log.close();
  }
}

async function recordsOf(subscriber: ReturnType<typeof openKafka>['subscriber'], topic: string, compacted: boolean): Promise<Haystack> {
  const end = await subscriber.endOf(topic);
  const records: IncomingRecord[] = [];
  const reached = () => coversAll(Object.fromEntries(records.map(({ partition, offset }) => [partition, offset])), end);
  if (!reached()) {
    await new Promise<void>((resolve, reject) => {
      const handle = (batch: readonly IncomingRecord[]): Promise<void> => {
        records.push(...batch);
        if (reached()) resolve();
        return Promise.resolve();
      };
      subscriber.subscribe({ mode: 'broadcast', topic, after: {}, handle }).catch(reject);
    });
  }
  const kept = compacted ? [...new Map(records.map((record) => [record.key, record])).values()] : records;
  return { name: topic, bytes: Buffer.concat(kept.flatMap(({ key, headers, value }) => [Buffer.from(`${String(key)} ${JSON.stringify(headers)} `), value ?? Buffer.alloc(0)])) };
}
