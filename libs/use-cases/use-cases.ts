import { Counter } from 'prom-client';
import { Problem } from '#contracts';
import { type Logger, type MetricsRegistry } from '#process';

const COUNTERS = {
  command: (registry: MetricsRegistry) =>
    new Counter({
      name: 'keyward_commands_total',
      help: 'Commands by what came of them: done, nothing (a repeat), replayed (a retry), the code of a refusal, or failed.',
      labelNames: ['command', 'outcome'],
      registers: [registry],
    }),
  query: (registry: MetricsRegistry) =>
    new Counter({
      name: 'keyward_queries_total',
      help: 'Queries by what came of them: done, the code of a refusal, or failed.',
      labelNames: ['query', 'outcome'],
      registers: [registry],
    }),
};

export interface UseCasesParts {
  readonly kind: keyof typeof COUNTERS;
  readonly metrics: MetricsRegistry;
  readonly logger: Logger;
}

/**
 * Surrounds each use case of one kind: counts it by what came of it, and logs it at debug level. Both hold
 * names only, never what was asked or answered. Features of one process share the counter.
 */
export class UseCases {
  private readonly counter: Counter;

  constructor(private readonly parts: UseCasesParts) {
    this.counter = counterOf(parts);
  }

  /** @param outcomeOf what came of it when it does not reject. */
  async run<T>(name: string, work: () => Promise<T>, outcomeOf: (result: T) => string = () => 'done'): Promise<T> {
    const begunAt = performance.now();
    try {
      const result = await work();
      this.tell(name, outcomeOf(result), begunAt);
      return result;
    } catch (error) {
      this.tell(name, error instanceof Problem ? error.code : 'failed', begunAt);
      throw error;
    }
  }

  private tell(name: string, outcome: string, begunAt: number): void {
    const { kind, logger } = this.parts;
    const facts = { [kind]: name, outcome };
    this.counter.inc(facts);
    logger.debug({ ...facts, durationMs: Math.round(performance.now() - begunAt) }, `a ${kind} was handled`);
  }
}

const counters = { command: new WeakMap<MetricsRegistry, Counter>(), query: new WeakMap<MetricsRegistry, Counter>() };

/** One for each registry, also when several features of a process have use cases of that kind. */
function counterOf({ kind, metrics }: UseCasesParts): Counter {
  const known = counters[kind].get(metrics);
  if (known !== undefined) return known;
  const created: Counter = COUNTERS[kind](metrics);
  counters[kind].set(metrics, created);
  return created;
}
