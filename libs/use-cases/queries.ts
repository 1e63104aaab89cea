import { Inject, Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import { LOGGER, type Logger, METRICS, type MetricsRegistry } from '#process';
import { UseCases } from './use-cases.js';

/** The way to every query of a process: each is counted and logged by the name of its class, without `Query`. */
@Injectable()
export class Queries {
  private readonly useCases: UseCases;

  constructor(
    private readonly bus: QueryBus,
    @Inject(METRICS) metrics: MetricsRegistry,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.useCases = new UseCases({ kind: 'query', metrics, logger });
  }

  execute<Result>(query: Query<Result>): Promise<Result> {
    return this.useCases.run(query.constructor.name.replace(/Query$/, ''), () => this.bus.execute(query));
  }
}
