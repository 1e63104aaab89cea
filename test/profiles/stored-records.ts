import { deadLetterTopic, type IncomingRecord, TOPICS } from '#contracts';
import { readToEnd, type Subscriber } from '#messaging';
import { openKafkaToRead } from '#messaging/adapters/kafka';
import { type Haystack } from '../kit/leak-scan.js';

/** The records of every topic; of a compacted one the last of each key, as it is once the broker has compacted it. */
export async function storedRecords(brokers: readonly string[]): Promise<readonly Haystack[]> {
  const log = openKafkaToRead({ brokers, clientId: 'scenario' });
  try {
    return await Promise.all(
      Object.values(TOPICS).flatMap(({ name, cleanup }) => [
        recordsOf(log.subscriber, name, cleanup === 'compact'),
        recordsOf(log.subscriber, deadLetterTopic(name), false),
      ]),
    );
  } finally {
    await log.close();
  }
}

async function recordsOf(subscriber: Subscriber, topic: string, compacted: boolean): Promise<Haystack> {
  const records: IncomingRecord[] = [];
  const handle = (batch: readonly IncomingRecord[]): Promise<void> => {
    records.push(...batch);
    return Promise.resolve();
  };
  await readToEnd(subscriber, { topic, after: {}, handle });
  const kept = compacted ? [...new Map(records.map((record) => [record.key, record])).values()] : records;
  return {
    name: topic,
    bytes: Buffer.concat(
      kept.flatMap(({ key, headers, value }) => [
        Buffer.from(`${String(key)} ${JSON.stringify(headers)} `),
        value ?? Buffer.alloc(0),
      ]),
    ),
  };
}
