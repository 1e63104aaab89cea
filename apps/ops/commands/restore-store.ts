import { restoreFromLog } from '#event-store';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { type Subscriber } from '#messaging';
import { type MongoConnection } from '#mongo';
import { type CommandContext, type CommandResult } from '../command.js';

const REPORT_EVERY = 10_000;

export async function restoreStore(
  mongo: MongoConnection,
  subscriber: Subscriber,
  { tell }: CommandContext,
): Promise<CommandResult> {
  let reported = 0;
  const restored = await restoreFromLog({
    store: await MongoEventStore.open(mongo),
    subscriber,
    onProgress: (compared, written) => {
      if (compared + written - reported < REPORT_EVERY) return;
      reported = compared + written;
      tell(written === 0 ? `${String(compared)} records compared` : `${String(written)} events written`);
    },
  });
  return {
    json: restored,
    lines: [
      `${String(restored.records)} records of key-events: ${String(restored.owners)} owners, the same in the event store as far as it reached.`,
      restored.restored === 0
        ? 'The event store lacked nothing.'
        : `Written: ${String(restored.restored)} events of ${String(restored.restoredOwners)} owners. key-command can be started.`,
    ],
  };
}
