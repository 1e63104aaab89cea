import kafkajs, { type KafkaMessage, type Message, type RecordMetadata } from 'kafkajs';
import { type IncomingRecord, type OutgoingRecord, type Position } from '#contracts';

const partitioner = kafkajs.Partitioners.DefaultPartitioner();

/**
 * The records with their partitions: what Java clients choose too, by the key and the number of partitions that the
 * topic is defined with. That number is part of the contract, so it is not asked from a broker, which might tell
 * another one.
 */
export function toMessages(
  topic: string,
  partitions: number,
  records: readonly OutgoingRecord[],
): (Message & { readonly partition: number })[] {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return records.map(({ key, headers, value }) => {
    const message = { key, headers: { ...headers }, value };
    return { ...message, partition: partitioner({ topic, partitionMetadata, message }) };
  });
}

/** Where each of `messages` stands, counted from the first offset that each partition answered with. */
export function positionsOf(
  messages: readonly { readonly partition: number }[],
  acknowledged: readonly RecordMetadata[],
): Position[] {
  const next = new Map(acknowledged.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
  return messages.map(({ partition }) => {
    const offset = next.get(partition);
    if (offset === undefined || !Number.isSafeInteger(offset))
      throw new Error(`partition ${String(partition)} acknowledged no offset`);
    next.set(partition, offset + 1);
    return { partition, offset };
  });
}

export function toRecord(
  topic: string,
  partition: number,
  { offset, key, headers = {}, value, timestamp }: KafkaMessage,
): IncomingRecord {
  return {
    topic,
    partition,
    offset: Number(offset),
    key: key === null ? null : key.toString('utf8'),
    headers: Object.fromEntries(Object.entries(headers).map(([name, content]) => [name, textOf(content)])),
    value,
    timestamp: new Date(Number(timestamp)),
  };
}

/** Of a header that was sent more than once the last counts. */
function textOf(content: Buffer | string | (Buffer | string)[] | undefined): string {
  const last = Array.isArray(content) ? content.at(-1) : content;
  return typeof last === 'string' ? last : (last?.toString('utf8') ?? '');
}
