import { TOPICS, type TopicDefinition } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { topicDefinition } from '../../topic-definition.js';
import { Bell } from './bell.js';
import { DurableTopic } from './durable-topic.js';
import { type TopicLog } from './topic-log.js';
import { VolatileTopic } from './volatile-topic.js';

export interface EmbeddedTopic extends TopicDefinition {
  /** Kept in memory only: the topic is empty at every start. It is never compacted. */
  readonly volatile?: boolean;
  /** Holds the records, in the log's own database. Default: a table or, where it is volatile, memory. */
  readonly log?: TopicLog;
}

/** `verifiers` is volatile: all replicas live in the process that holds the data folder, so none can outlive it. */
export const EMBEDDED_TOPICS: readonly EmbeddedTopic[] = [
  TOPICS.keyEvents,
  TOPICS.keyUsage,
  TOPICS.ownerContacts,
  { ...TOPICS.verifiers, volatile: true },
];

export interface OpenTopic {
  readonly log: TopicLog;
  readonly bell: Bell;
  readonly volatile: boolean;
}

/** The topics by name, each opened at its first use. */
export class Topics {
  private readonly open = new Map<string, OpenTopic>();

  constructor(
    private readonly database: SqliteDatabase,
    private readonly definitions: readonly EmbeddedTopic[],
  ) {}

  /** @throws UnknownTopic */
  of(name: string): OpenTopic {
    const known = this.open.get(name);
    if (known !== undefined) return known;
    const definition: EmbeddedTopic = topicDefinition(this.definitions, name);
    const volatile = definition.volatile === true;
    const log =
      definition.log ?? (volatile ? new VolatileTopic(definition) : new DurableTopic(this.database, definition));
    const opened = { log, bell: new Bell(), volatile };
    this.open.set(name, opened);
    return opened;
  }
}
