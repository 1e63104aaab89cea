import { deadLetterTopic, type TopicDefinition } from '#contracts';

const DEAD_LETTERS_KEPT_MS = 30 * 24 * 3_600_000;

/** The topic is none of the configured ones, nor the dead-letter topic of one. */
export class UnknownTopic extends Error {
  override readonly name = 'UnknownTopic';
  constructor(topic: string) {
    super(`no topic ${JSON.stringify(topic)} is defined: add it to TOPICS`);
  }
}

/**
 * What `topic` is. A dead-letter topic needs no definition of its own: one partition, kept for 30 days (not for ever,
 * since a tombstone cannot reach what was copied there).
 * @throws UnknownTopic
 */
export function topicDefinition<T extends TopicDefinition>(topics: readonly T[], topic: string): T | TopicDefinition {
  for (const definition of topics) {
    if (definition.name === topic) return definition;
    if (deadLetterTopic(definition.name) === topic)
      return { name: topic, partitions: 1, cleanup: 'delete', retentionMs: DEAD_LETTERS_KEPT_MS };
  }
  throw new UnknownTopic(topic);
}
