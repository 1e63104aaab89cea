import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { LOGGER, type Logger, METRICS, type MetricsRegistry, TracedHistogram } from '#process';
import { UseCases } from '#use-cases';
import { type KeyringCommand } from '../domain/commands.js';
import { type Propagated } from './publish-and-confirm.js';

/** A revocation takes rights away: it is what the confirmation is there for. */
export type ChangeKind = (typeof KINDS)[number];
const KINDS = ['revocation', 'other'] as const;

@Injectable()
export class CommandMetrics {
  private readonly commands: UseCases;
  private readonly waits: TracedHistogram<'kind'>;
  private readonly unconfirmed: Counter<'kind'>;

  constructor(@Inject(METRICS) registry: MetricsRegistry, @Inject(LOGGER) logger: Logger) {
    this.commands = new UseCases({ kind: 'command', metrics: registry, logger });
    this.waits = new TracedHistogram({
      name: 'keyward_confirmation_wait_seconds',
      help: 'Time from a stored change to its confirmation by every verification replica, of changes that were confirmed before their answer, by kind: revocation (whatever takes rights away) or other.',
      labelNames: ['kind'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 45, 60],
      registers: [registry],
    });
    this.unconfirmed = new Counter({
      name: 'keyward_unconfirmed_answers_total',
      help: 'Answers to changes that stand but were not confirmed in time (202 for a revocation, else confirmed: false), by kind: revocation (whatever takes rights away) or other.',
      labelNames: ['kind'],
      registers: [registry],
    });
    for (const kind of KINDS) {
      this.waits.zero({ kind });
      this.unconfirmed.inc({ kind }, 0);
    }
  }

  /** @param propagating begun when the change was stored. */
  async propagated(kind: ChangeKind, propagating: Promise<Propagated>): Promise<Propagated> {
    const storedAt = performance.now();
    const { propagation } = await propagating;
    if (!propagation.confirmed) this.unconfirmed.inc({ kind });
    else if (propagation.position !== null) this.waits.observe({ kind }, (performance.now() - storedAt) / 1000);
    return { propagation };
  }

  counted<T extends { readonly how: string }>(command: KeyringCommand['type'], work: () => Promise<T>): Promise<T> {
    return this.commands.run(command, work, ({ how }) => how);
  }
}
