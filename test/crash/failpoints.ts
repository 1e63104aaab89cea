import { type EventStore } from '#event-store';
import { type Publisher } from '#messaging';
import { overriding } from '../../libs/event-store/testing/overriding.js';

/** Instants of a command's way at which a crash could lose or repeat something. */
export const FAILPOINTS = ['after-append', 'after-send', 'after-save', 'after-project'] as const;
/** `after-commit`: an append is durable, and the thread that asked another for it does not know. */
export type Failpoint = (typeof FAILPOINTS)[number] | 'after-commit';

/** Called each time an instant is reached. */
export type Reached = (failpoint: Failpoint) => void;

export function storeReaching(store: EventStore, reached: Reached): EventStore {
  return overriding(store, {
    append: async (stream, expectedVersion, events, options) => {
      const commit = await store.append(stream, expectedVersion, events, options);
      reached('after-append');
      return commit;
    },
    savePositions: async (published) => {
      await store.savePositions(published);
      reached('after-save');
    },
  });
}

export function publisherReaching(publisher: Publisher, reached: Reached): Publisher {
  return {
    send: async (topic, records) => {
      const positions = await publisher.send(topic, records);
      reached('after-send');
      return positions;
    },
    close: () => publisher.close(),
  };
}
