import { setTimeout } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { type Renewable } from './renewable.js';

const PATIENCE_MS = 2000;

/**
 * Groups that nobody will join again. What cannot be deleted at once, as long as the brokers are away, is deleted with
 * the next one.
 */
export class RetiredGroups {
  private readonly groups = new Set<string>();

  constructor(private readonly admin: Renewable<Admin>) {}

  async add(group: string): Promise<void> {
    this.groups.add(group);
    const done = new AbortController();
    const deleted = this.deleteAll().finally(() => {
      done.abort();
    });
    await Promise.race([deleted, setTimeout(PATIENCE_MS, undefined, { signal: done.signal }).catch(() => undefined)]);
  }

  private async deleteAll(): Promise<void> {
    const groups = [...this.groups];
    try {
      await this.admin.use((client) => client.deleteGroups(groups));
      for (const group of groups) this.groups.delete(group);
    } catch (error) {
      if (!(error instanceof kafkajs.KafkaJSDeleteGroupsError)) return;
      const kept = new Set(
        error.groups.filter(({ errorCode }) => errorCode === NON_EMPTY_GROUP).map(({ groupId }) => groupId),
      );
      for (const group of groups) if (!kept.has(group)) this.groups.delete(group);
    }
  }
}

/** The member of a consumer that was given up counts until its session is over. */
const NON_EMPTY_GROUP = 68;
