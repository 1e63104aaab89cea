import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type Subscriber } from '#messaging';
import { bind, CLOCK, type Feature, LOGGER, METRICS, type ProcessParts } from '#process';
import { Queries } from '#use-cases';
import { ActivityProjector } from './application/activity-projector.js';
import { ActivityReader } from './application/activity-reader.js';
import { GetKeyActivityHandler } from './application/get-key-activity.js';
import { ListActivityHandler } from './application/list-activity.js';
import { ActivityController } from './http/activity.controller.js';
import { type ActivityStore } from './ports/activity-store.js';

export interface ActivityParts extends ProcessParts {
  /** Is closed by whoever opened it, after the tasks. */
  readonly store: ActivityStore;
  readonly subscriber: Subscriber;
}

/**
 * What keys are used for: the activity API, and the consumers that feed it. Counting is not part of it: that runs where
 * keys are verified. The guards of user-auth have to be there.
 */
@Module({})
export class ActivityModule {
  static forRoot(parts: ActivityParts): Feature & { readonly tasks: { readonly activity: ActivityProjector } } {
    return {
      module: ActivityModule,
      imports: [CqrsModule],
      controllers: [ActivityController],
      providers: [
        bind(CLOCK, parts.clock),
        bind(LOGGER, parts.logger),
        bind(METRICS, parts.metrics),
        Queries,
        { provide: ActivityReader, useValue: new ActivityReader(parts.store) },
        GetKeyActivityHandler,
        ListActivityHandler,
      ],
      tasks: { activity: new ActivityProjector(parts) },
    };
  }
}
