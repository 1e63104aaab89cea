import { type SqliteDatabase } from '#sqlite';
import { Bell } from './bell.js';
import { DurableTopic } from './durable-topic.js';
import { embeddedTopic, type EmbeddedTopic } from './embedded-topic.js';
import { type GroupProgress } from './group-progress.js';
import { type TopicLog } from './topic-log.js';
import { VolatileTopic } from './volatile-topic.js';

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
    private readonly progress: Pick<GroupProgress, 'slowest'>,
    private readonly onGrown: (topic: string) => void = () => undefined,
  ) {
    for (const { name, volatile } of definitions) if (volatile !== true) this.of(name); // others only read them
  }

  /** Records were added. */
  grown(name: string): void {
    this.of(name).bell.ring();
    this.onGrown(name);
  }

  /** @throws UnknownTopic */
  of(name: string): OpenTopic {
    const known = this.open.get(name);
    if (known !== undefined) return known;
    const definition = embeddedTopic(this.definitions, name);
    const volatile = definition.volatile === true;
    const log =
      definition.log ??
      (volatile
        ? new VolatileTopic(definition)
        : new DurableTopic(this.database, definition, () => this.progress.slowest(name)));
    const opened = { log, bell: new Bell(), volatile };
    this.open.set(name, opened);
    return opened;
  }
}
