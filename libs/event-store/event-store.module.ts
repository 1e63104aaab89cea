import { Module } from '@nestjs/common';
import { type Subscriber } from '#messaging';
import { type Feature } from '#process';
import { createPublishingLoop, type PublishingParts } from './publishing/create-publishing-loop.js';
import { type PublishingLoop } from './publishing/publishing-loop.js';
import { requireStoreNotBehindLog } from './store-not-behind-log.js';

/** The store is closed by whoever opened it, after the tasks. */
export interface EventStoreParts extends PublishingParts {
  /** The log, where it and the store can be restored apart: the store must not be behind it. */
  readonly restoredApart?: Subscriber;
}

/** Brings what the store holds to key-events. */
@Module({})
export class EventStoreModule {
  static forRoot(parts: EventStoreParts): Feature & { readonly publishing: PublishingLoop } {
    const { store, restoredApart: subscriber } = parts;
    const publishing = createPublishingLoop(parts);
    const storeNotBehindLog = subscriber && {
      start: () => requireStoreNotBehindLog({ store, subscriber }),
      close: () => Promise.resolve(),
    };
    return {
      module: EventStoreModule,
      publishing,
      tasks: { ...(storeNotBehindLog && { 'store not behind log': storeNotBehindLog }), publishing },
    };
  }
}
