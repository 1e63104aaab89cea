import { type IncomingRecord, type OutgoingRecord } from '#contracts';

/** Headers that a dead letter has besides those of the refused record. */
export const DEAD_LETTER_HEADERS = {
  topic: 'dlq_topic',
  partition: 'dlq_partition',
  offset: 'dlq_offset',
  group: 'dlq_group',
  reason: 'dlq_reason',
} as const;

const LONGEST_REASON = 1000;

/** The record as it was, with headers that tell where it stood, which group refused it and why. */
export function deadLetter(record: IncomingRecord, group: string, reason: string): OutgoingRecord {
  return {
    key: record.key ?? '',
    value: record.value,
    headers: {
      ...record.headers,
      [DEAD_LETTER_HEADERS.topic]: record.topic,
      [DEAD_LETTER_HEADERS.partition]: String(record.partition),
      [DEAD_LETTER_HEADERS.offset]: String(record.offset),
      [DEAD_LETTER_HEADERS.group]: group,
      [DEAD_LETTER_HEADERS.reason]: printableAscii(reason.slice(0, LONGEST_REASON)),
    },
  };
}

/** What a dead letter says of the record that was refused; never its value. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly group: string;
  readonly key: string;
  readonly reason: string;
  /** When it was refused. */
  readonly at: Date;
}

/** What is missing is `?`, or −1: every dead letter is shown, also one that Keyward did not write. */
export function describeDeadLetter({ key, headers, timestamp }: IncomingRecord): DeadLetter {
  const original = (header: keyof typeof DEAD_LETTER_HEADERS): string => headers[DEAD_LETTER_HEADERS[header]] ?? '?';
  const number = (text: string): number => (/^\d+$/.test(text) ? Number(text) : -1);
  return {
    topic: original('topic'),
    partition: number(original('partition')),
    offset: number(original('offset')),
    group: original('group'),
    key: key ?? '',
    reason: original('reason'),
    at: timestamp,
  };
}

function printableAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
