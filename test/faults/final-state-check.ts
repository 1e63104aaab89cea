import { expect } from '@jest/globals';
import { coversAll, decodeKeyEvent, type IncomingRecord, type OwnerId, TOPICS } from '#contracts';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { connectMongo, type MongoConnection } from '#mongo';
import { type VerificationStore } from '../../libs/verification/ports/verification-store.js';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { MongoVerificationStore } from '#verification/adapters/mongo';
import { type Documents, projectBatch, scopeOf } from '../../libs/verification/domain/project-batch.js';
import { type ProjectableEvent } from '../../libs/verification/domain/projection.js';
import { atOnce } from '../kit/at-once.js';
import { eventually } from '../kit/eventually.js';
import { type System } from '../kit/system.js';
import { type DistributedDeployment } from '../profiles/distributed-deployment.js';
import { type Command } from './history.js';
import { TopicTail } from './topic-tail.js';
import { lostCommands, type TopicContent, topicContent } from './topic-order.js';
import { type Traffic } from './traffic.js';
import { expectUsesCounted, type Kill } from './use-counts.js';

/**
 * After an outage groups come together again, which takes a session's time; questions about everything must not be what
 * keeps the stores busy.
 */
const SETTLED_WITHIN = { timeout: 180_000, every: 500 };
const PAGE = 500;

/** Looks at what a deployment is left with after something went wrong, against what its clients know. */
export class FinalStateCheck {
  private constructor(
    private readonly system: System,
    private readonly tail: TopicTail,
    private readonly eventStore: MongoEventStore,
    private readonly readModel: MongoVerificationStore,
    private readonly connections: readonly MongoConnection[],
  ) {}

  static async open(system: System, deployment: DistributedDeployment): Promise<FinalStateCheck> {
    const [events, documents] = await Promise.all([
      connectMongo(deployment.databaseOf('key-command')),
      connectMongo(deployment.databaseOf('verification')),
    ]);
    const tail = await TopicTail.open(deployment.kafka.addresses, TOPICS.keyEvents.name);
    return new FinalStateCheck(
      system,
      tail,
      await MongoEventStore.open(events),
      await MongoVerificationStore.open(documents),
      [events, documents],
    );
  }

  /**
   * No acknowledged command is lost; every owner's events are on the topic in order, and are those that are stored; the
   * read model is what a rebuild makes; every use is counted once.
   */
  async check(traffic: Traffic, kills: readonly Kill[] = []): Promise<TopicContent> {
    const content = await this.checkStreams(traffic.client.commands);
    await expectUsesCounted(this.system, traffic, kills, SETTLED_WITHIN);
    return content;
  }

  /** The same but for uses. */
  async checkStreams(commands: readonly Command[]): Promise<TopicContent> {
    await eventually(async () => {
      expect(await this.eventStore.countUnpublished()).toBe(0);
    }, SETTLED_WITHIN);
    const records = await this.tail.all();
    const content = topicContent(records);
    expect(content.violations).toEqual([]);
    expect(lostCommands(commands, content.streams)).toEqual([]);
    await this.topicIsTheStore(content.streams);
    await this.readModelIsItsRebuild(records);
    return content;
  }

  /** For those who send records of their own. */
  get publisher(): TopicTail['publisher'] {
    return this.tail.publisher;
  }

  get store(): MongoEventStore {
    return this.eventStore;
  }

  async close(): Promise<void> {
    await this.tail.close();
    await this.eventStore.close();
    await this.readModel.close();
    await Promise.all(this.connections.map((connection) => connection.close()));
  }

  /** Waits until the replicas have written what `records` tell. */
  private async readModelIsItsRebuild(records: readonly IncomingRecord[]): Promise<void> {
    const events = records.map((record) => projectable(record));
    const rebuilt = await rebuild(events);
    // those of one partition are in order
    const ends = Object.fromEntries(records.map(({ partition, offset }) => [partition, offset]));
    await eventually(async () => {
      expect(coversAll(await this.readModel.checkpoint(), ends)).toBe(true);
    }, SETTLED_WITHIN);
    for (let from = 0; from < events.length; from += PAGE) {
      const scope = scopeOf(events.slice(from, from + PAGE));
      expect(inOrder(await this.readModel.load(scope))).toEqual(inOrder(await rebuilt.load(scope)));
    }
    await rebuilt.close();
  }

  private async topicIsTheStore(streams: TopicContent['streams']): Promise<void> {
    await atOnce([...streams], async ([ownerId, published]) => {
      expect((await this.eventStore.read(ownerId, 0)).flatMap(({ events }) => events)).toEqual(published);
    });
  }
}

async function rebuild(events: readonly ProjectableEvent[]): Promise<VerificationStore> {
  const store = SqliteVerificationStore.open(':memory:');
  for (let from = 0; from < events.length; from += PAGE) {
    const batch = events.slice(from, from + PAGE);
    await store.apply(projectBatch(batch, await store.load(scopeOf(batch))).writes, {});
  }
  return store;
}

function projectable(record: IncomingRecord): ProjectableEvent {
  const decoded = decodeKeyEvent(record);
  if (decoded.outcome === 'event') return decoded;
  const ownerId: OwnerId | null = decoded.ownerId;
  if (ownerId === null) throw new TypeError('a key event without an owner');
  return { ...decoded, ownerId };
}

function inOrder({ owners, credentials }: Documents): Documents {
  return {
    owners: [...owners].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1)),
    credentials: [...credentials].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
}
