import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Queries } from '#use-cases';
import { ActivityMetrics } from './application/activity-metrics.js';
import { ActivityProjector } from './application/activity-projector.js';
import { ActivityReader } from './application/activity-reader.js';
import { GetKeyActivityHandler } from './application/get-key-activity/get-key-activity.handler.js';
import { ListActivityHandler } from './application/list-activity/list-activity.handler.js';
import { ActivityController } from './http/activity.controller.js';

/**
 * What keys are used for: the activity API, and the consumers that feed it (`ActivityProjector`, which the app starts
 * and closes). Expects as global providers ACTIVITY_STORE, SUBSCRIBER, CLOCK, LOGGER and METRICS, and what the guards
 * of user-auth need. Counting (`UsageCounter`) is not part of it: that runs where keys are verified.
 */
@Module({
  imports: [CqrsModule],
  controllers: [ActivityController],
  providers: [Queries, ActivityMetrics, ActivityProjector, ActivityReader, GetKeyActivityHandler, ListActivityHandler],
  exports: [ActivityProjector],
})
export class ActivityModule {}
