import { deadLetterTopic, type IncomingRecord, TOPICS } from '#contracts';
import { type DeadLetter, describeDeadLetter, readToEnd, type Subscriber } from '#messaging';
import { type CommandResult } from '../command.js';
import { table } from '../table.js';
import { UsageError } from '../usage.js';

export interface DeadLettersOptions {
  /** Whose dead letters: topics that consumers read. */
  readonly topics: readonly string[];
  /** The newest so many. */
  readonly limit: number;
}

/** @throws UsageError */
export function deadLettersOptions({
  topic,
  limit = '50',
}: {
  readonly topic?: string;
  readonly limit?: string;
}): DeadLettersOptions {
  const all = Object.values(TOPICS).map(({ name }): string => name);
  if (topic !== undefined && !all.includes(topic)) throw new UsageError(`--topic must be one of ${all.join(', ')}.`);
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError('--limit must be a whole number from 1 to 999999.');
  return { topics: topic === undefined ? all : [topic], limit: Number(limit) };
}

export async function deadLetters(
  { topics, limit }: DeadLettersOptions,
  subscriber: Pick<Subscriber, 'endOf' | 'subscribe'>,
): Promise<CommandResult> {
  let newest: readonly DeadLetter[] = [];
  let total = 0;
  const handle = (records: readonly IncomingRecord[]) => {
    total += records.length;
    newest = [...newest, ...records.map(describeDeadLetter)]
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, limit);
    return Promise.resolve();
  };
  await Promise.all(topics.map((topic) => readToEnd(subscriber, { topic: deadLetterTopic(topic), after: {}, handle })));
  const rows = newest.map((letter) => [
    letter.at.toISOString(),
    `${letter.topic} ${String(letter.partition)}:${String(letter.offset)}`,
    letter.key,
    letter.group,
    letter.reason,
  ]);
  return {
    json: { total, deadLetters: newest },
    lines:
      total === 0
        ? topics.map((topic) => `${deadLetterTopic(topic)} is empty.`)
        : [
            ...table(['refused', 'record', 'key', 'by', 'why'], rows),
            ...(total > rows.length ? [`… and ${String(total - rows.length)} older ones`] : []),
          ],
  };
}
