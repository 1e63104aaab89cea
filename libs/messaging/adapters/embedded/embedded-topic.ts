import { TOPICS, type TopicDefinition } from '#contracts';
import { topicDefinition } from '../../topic-definition.js';
import { type TopicLog } from './topic-log.js';

export interface EmbeddedTopic extends TopicDefinition {
  /** Kept in memory only: the topic is empty at every start. It is never compacted. */
  readonly volatile?: boolean;
  /** Holds the records, in the log's own database. Default: a table or, where it is volatile, memory. */
  readonly log?: TopicLog;
  /** What every group has handled that reads the topic is dropped when it is older. Milliseconds. */
  readonly keepHandledMs?: number;
  /** The oldest records are dropped when those that wait for a group take more. */
  readonly maxWaitingBytes?: number;
}

/** @throws UnknownTopic */
export function embeddedTopic(topics: readonly EmbeddedTopic[], name: string): EmbeddedTopic {
  return topicDefinition(topics, name);
}

/** `verifiers` is volatile: all replicas live in the process that holds the data folder, so none can outlive it. */
export const EMBEDDED_TOPICS: readonly EmbeddedTopic[] = [
  TOPICS.keyEvents,
  { ...TOPICS.keyUsage, keepHandledMs: 60_000, maxWaitingBytes: 2 ** 30 },
  TOPICS.ownerContacts,
  { ...TOPICS.verifiers, volatile: true },
];
