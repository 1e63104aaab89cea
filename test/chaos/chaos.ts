import { expect } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { askedAfterConfirmedEnd, violationsIn } from '../faults/history.js';
import { Recovery } from '../faults/recovery.js';
import { type Targets, Traffic } from '../faults/traffic.js';
import { type Kill } from '../faults/use-counts.js';
import { seededRandom } from '../kit/seeded-random.js';
import { type System } from '../kit/system.js';
import { type Replica } from '../profiles/replica.js';
import { FaultReport } from './fault-report.js';

/** One kind of harm. */
export interface Fault {
  readonly name: string;
  /** How long it lasts, in milliseconds, from which to which. */
  readonly lasts: readonly [least: number, most: number];
  /** Does it; resolves with what ends it. */
  inflict(): Promise<() => unknown>;
}

export interface Stage {
  readonly system: System;
  readonly targets: Targets;
  /** All processes that are to be ready again. */
  readonly addresses: readonly string[];
  readonly faults: readonly Fault[];
  readonly leaseMs: number;
  /** How long a start of the slowest process took so far, on this machine. */
  startMs(): number;
}

export interface ChaosOptions {
  readonly seed: number;
  /** null: each fault once. */
  readonly minutes: number | null;
}

/** Between faults: counts that had to wait are sent, so that a kill finds no more of them than usual. */
const CALM_MS = 2000;

/** A whole system under traffic, with one fault after the other in an order that the seed decides. */
export class Chaos {
  readonly report: FaultReport;
  readonly traffic: Traffic;
  private readonly recovery: Recovery;
  private readonly random: () => number;

  constructor(
    private readonly stage: Stage,
    private readonly options: ChaosOptions,
  ) {
    this.random = seededRandom(options.seed);
    this.traffic = new Traffic(stage.system, stage.targets, { seed: options.seed });
    this.recovery = new Recovery(stage.system, stage.targets);
    this.report = new FaultReport(stage.leaseMs);
  }

  /** @throws when the system does not recover, or an answer was none of those that are documented. */
  private async run(): Promise<void> {
    const { minutes } = this.options;
    await this.traffic.start();
    try {
      const end = performance.now() + (minutes ?? 0) * 60_000;
      do {
        for (const fault of this.shuffled(this.stage.faults)) {
          await this.suffer(fault);
          if (minutes !== null && performance.now() >= end) break;
        }
      } while (performance.now() < end);
      await this.traffic.stop();
    } finally {
      await this.traffic.abandon();
    }
  }

  /** What no client may ever have seen. To be asked when nothing is on its way any more. */
  private violations(until = Infinity): readonly string[] {
    return [this.traffic.client, this.recovery.client].flatMap(({ commands, verifications }) =>
      violationsIn({ commands, verifications: verifications.filter(({ startedAt }) => startedAt < until) }),
    );
  }

  /**
   * Runs all of it and shows the table.
   * @throws when the system does not recover, when an answer was wrong or none of those that are documented, or when none
   * could have shown it.
   */
  async runAndJudge(): Promise<void> {
    try {
      await this.run();
    } finally {
      this.printReport();
    }
    expect(this.violations()).toEqual([]);
    expect(this.judged()).toBeGreaterThan(0);
  }

  /** The table, and the first of what was wrong. */
  private printReport(): void {
    process.stdout.write(
      [this.report.table((until) => this.violations(until).length), ...this.violations().slice(0, 10), ''].join('\n'),
    );
  }

  /** Verifications that could have shown one. */
  private judged(): number {
    return askedAfterConfirmedEnd(this.traffic.client) + askedAfterConfirmedEnd(this.recovery.client);
  }

  /** To be said once everything was checked. */
  summary(): string {
    const { commands, verifications } = this.traffic.client;
    return `${String(commands.length)} commands, ${String(verifications.length)} verdicts asked, ${String(this.judged())} after a confirmed end: none wrong, every answered command stands, every use is counted`;
  }

  private async suffer(fault: Fault): Promise<void> {
    const [least, most] = fault.lasts;
    const lasts = Math.round(least + this.random() * (most - least));
    const [beganAt, began] = [performance.now(), this.seen()];
    const heal = await fault.inflict();
    await pause(lasts);
    const healsAt = performance.now();
    await heal();
    await this.recovery.complete(this.stage.addresses);
    const recoveryMs = performance.now() - healsAt;
    const ended = this.seen();
    this.report.add(fault.name, {
      recoveryMs,
      boundMs: 1.25 * this.stage.leaseMs + this.stage.startMs(),
      refused: ended.refused - began.refused,
      unanswered: ended.unanswered - began.unanswered,
      from: beganAt,
      until: performance.now(),
    });
    await pause(CALM_MS);
  }

  private seen(): { readonly refused: number; readonly unanswered: number } {
    const { verifications, commands } = this.traffic.client;
    return {
      refused: verifications.filter(({ code }) => code === 'unavailable').length,
      unanswered:
        verifications.filter(({ code }) => code === 'lost').length +
        commands.filter(({ outcome }) => outcome === 'unknown').length,
    };
  }

  private shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((each) => ({ each, at: this.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each);
  }
}

/** How often, and how long at most, processes were started; and which of them were killed. */
export class Kills {
  readonly all: Kill[] = [];
  slowestStartMs = 0;

  /** @returns what starts it again. */
  async kill(replica: Replica): Promise<() => Promise<void>> {
    this.all.push({ replica: replica.address, at: performance.now() });
    await replica.kill();
    return async () => {
      const began = performance.now();
      await replica.start();
      this.slowestStartMs = Math.max(this.slowestStartMs, performance.now() - began);
    };
  }
}

/** Traffic is a few owners who do what many would. */
export const WITHOUT_LIMITS = {
  MUTATIONS_PER_MINUTE: '1000000',
  MUTATIONS_PER_HOUR: '1000000',
  MAX_KEYS_PER_OWNER: '10000',
  MAX_KEYS_EVER_PER_OWNER: '100000',
};

export function chaosOptions(): ChaosOptions {
  const { CHAOS_MINUTES: minutes, CHAOS_SEED: seed } = process.env;
  const options = { minutes: minutes === undefined ? null : Number(minutes), seed: Number(seed ?? Date.now() % 1e6) };
  process.stdout.write(`chaos with --seed ${String(options.seed)}\n`);
  return options;
}

/** Frozen as a whole, as by SIGSTOP. */
export function freeze(replica: Replica): Promise<() => void> {
  replica.signal('SIGSTOP');
  return Promise.resolve(() => {
    replica.signal('SIGCONT');
  });
}
