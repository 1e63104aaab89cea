import { type DynamicModule } from '@nestjs/common';
import { type Clock } from '#contracts';
import { type BackgroundTasks } from './background.js';
import { type Logger } from './logger.js';
import { type MetricsRegistry } from './metrics.js';

/** What all features of a process share. */
export interface ProcessParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
}

/** What `forRoot` of a feature's module returns. */
export interface Feature extends DynamicModule {
  /** What runs beside HTTP on its behalf, each behind those that it needs. */
  readonly tasks: BackgroundTasks;
}
