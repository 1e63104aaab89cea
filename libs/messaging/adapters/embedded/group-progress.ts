import { type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { type SqliteDatabase, whenFree } from '#sqlite';
import { type ParkedKey, type ParkedKeys } from '../../parked-keys.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS group_offset (
    consumer_group TEXT NOT NULL, topic TEXT NOT NULL, next_offset INTEGER NOT NULL,
    PRIMARY KEY (consumer_group, topic)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parked_key (
    consumer_group TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, partition INTEGER NOT NULL,
    from_offset INTEGER NOT NULL, until_offset INTEGER, reason TEXT NOT NULL,
    PRIMARY KEY (consumer_group, topic, key, from_offset)) WITHOUT ROWID;`;
const PARKED_COLUMNS =
  'consumer_group AS "group", topic, key, partition, from_offset AS "from", until_offset AS "until", reason';
const PARKED = z.array(
  z.object({
    group: z.string(),
    topic: z.string(),
    key: z.string(),
    partition: z.int(),
    from: z.int(),
    until: z.int().nullable(),
    reason: z.string(),
  }),
);
const NEXT = z.object({ next: z.int() });

/**
 * How far each group is and what it has parked, in the database of what it makes of the records: both are lost, copied
 * and put back together.
 */
export class GroupProgress implements ParkedKeys {
  private readonly selectNext: StatementSync;
  private readonly upsertNext: StatementSync;
  private readonly selectSlowest: StatementSync;
  private readonly selectParked: StatementSync;
  private readonly selectParkedNow: StatementSync;
  private readonly upsertParked: StatementSync;

  constructor(database: SqliteDatabase) {
    database.exec(SCHEMA);
    this.selectNext = database.prepare(
      'SELECT next_offset AS "next" FROM group_offset WHERE consumer_group = ? AND topic = ?',
    );
    this.selectSlowest = database.prepare(
      'SELECT ifnull(min(next_offset), 0) AS "next" FROM group_offset WHERE topic = ?',
    );
    this.upsertNext = database.prepare('INSERT OR REPLACE INTO group_offset VALUES (?, ?, ?)');
    this.selectParked = database.prepare(
      `SELECT ${PARKED_COLUMNS} FROM parked_key WHERE consumer_group = ? AND topic = ? AND key IN (SELECT value FROM json_each(?))`,
    );
    this.selectParkedNow = database.prepare(
      `SELECT ${PARKED_COLUMNS} FROM parked_key WHERE consumer_group = ? AND until_offset IS NULL`,
    );
    this.upsertParked = database.prepare('INSERT OR REPLACE INTO parked_key VALUES (?, ?, ?, ?, ?, ?, ?)');
  }

  /** The offset that `group` handles next. */
  next(group: string, topic: string): number {
    const row = this.selectNext.get(group, topic);
    return row === undefined ? 0 : NEXT.parse(row).next;
  }

  /** The offset that the slowest of the groups handles next that have handled any of `topic`; 0: none has. */
  slowest(topic: string): number {
    return NEXT.parse(this.selectSlowest.get(topic)).next;
  }

  advance(group: string, topic: string, next: number): Promise<void> {
    return whenFree(() => {
      this.upsertNext.run(group, topic, next);
    });
  }

  among(group: string, topic: string, keys: readonly string[]): Promise<readonly ParkedKey[]> {
    return Promise.resolve(PARKED.parse(this.selectParked.all(group, topic, JSON.stringify(keys))));
  }

  save({ group, topic, key, partition, from, until, reason }: ParkedKey): Promise<void> {
    return whenFree(() => {
      this.upsertParked.run(group, topic, key, partition, from, until, reason);
    });
  }

  parkedNow(group: string): Promise<readonly ParkedKey[]> {
    return Promise.resolve(PARKED.parse(this.selectParkedNow.all(group)));
  }
}
