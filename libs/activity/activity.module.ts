import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { bind, CLOCK, LOGGER, METRICS, type ProcessParts } from '#process';
import { Queries } from '#use-cases';
import { ActivityReader } from './application/activity-reader.js';
import { GetKeyActivityHandler } from './application/get-key-activity.js';
import { ListActivityHandler } from './application/list-activity.js';
import { ActivityController } from './http/activity.controller.js';
import { type ActivityStore } from './ports/activity-store.js';

export interface ActivityParts extends ProcessParts {
  /** Is closed by whoever opened it. */
  readonly store: ActivityStore;
}

/**
 * The activity API: what keys are used for, as an `ActivityProjector` has put it into the store, in this process or
 * another. Counting runs where keys are verified. The guards of user-auth have to be there.
 */
@Module({})
export class ActivityModule {
  static forRoot({ store, clock, logger, metrics }: ActivityParts): DynamicModule {
    return {
      module: ActivityModule,
      imports: [CqrsModule],
      controllers: [ActivityController],
      providers: [
        bind(CLOCK, clock),
        bind(LOGGER, logger),
        bind(METRICS, metrics),
        Queries,
        { provide: ActivityReader, useValue: new ActivityReader(store) },
        GetKeyActivityHandler,
        ListActivityHandler,
      ],
    };
  }
}
