const DAY_MS = 24 * 3_600_000;

/** The topics, by what they hold. `partitions` of key-events is part of the contract: it must never change. */
export const TOPICS = {
  keyEvents: { name: 'key-events', partitions: 12, cleanup: 'delete', retentionMs: -1 },
  keyUsage: { name: 'key-usage', partitions: 12, cleanup: 'delete', retentionMs: 7 * DAY_MS },
  ownerContacts: { name: 'owner-contacts', partitions: 3, cleanup: 'compact', retentionMs: -1 },
  verifiers: { name: 'verifiers', partitions: 1, cleanup: 'delete', retentionMs: 3_600_000 },
} as const;

export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** -1: for ever. */
  readonly retentionMs: number;
}

/** Where a group's dead letters of `topic` go. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}
