import {
  covers,
  coversAll,
  formatPosition,
  furthest,
  type Position,
  type Positions,
  type Propagation,
} from '#contracts';
import { type PropagationBarrier } from '../barrier.js';
import { blockersOf, hasPassed } from '../domain/barrier.js';
import { type RegistryRecord } from '../domain/registry-record.js';
import { emptyWatch, evictableIn, evictionOverIn, observe, removableIn, type Watch } from '../domain/watch.js';
import { Alarm, type Clocks, type Schedule, systemClocks, systemSchedule } from '../registry-log/time.js';
import { RegistryLog, type RegistryLogOptions } from '../registry-log/registry-log.js';
import { AbsentReplicas } from './absent-replicas.js';

export interface RegistryBarrierOptions extends RegistryLogOptions {
  /** How long a command waits at most unless it says so, in milliseconds. */
  readonly confirmTimeoutMs: number;
  /** Pause after a send that failed, in milliseconds. Default 100. */
  readonly backOffMs?: number;
  /** A change was confirmed because no replica is in the registry. */
  readonly onConfirmedByNobody?: () => void;
  readonly clocks?: Pick<Clocks, 'monotonic'>;
  readonly schedule?: Schedule;
}

/** A command that waits. Moments are monotonic milliseconds. */
interface Waiter {
  readonly position: Position;
  readonly askedAt: number;
  readonly givesUpAt: number;
  /** When a mark of its position was read back; null: not yet. */
  markedAt: number | null;
  readonly answer: (confirmed: boolean) => void;
}

/** What the registry shows and commands wait for, at one moment; for people. */
export interface BarrierSnapshot {
  readonly replicas: readonly {
    readonly incarnation: string;
    /** Number of its last renewal. */
    readonly sequence: number;
    readonly leaseMs: number;
    /** How long ago that renewal was read, in milliseconds. */
    readonly unchangedForMs: number;
    readonly positions: Positions;
  }[];
  /** The commands that wait here, and for which incarnations; evicted ones count until their lease is surely over. */
  readonly waiting: readonly {
    readonly position: Position;
    readonly waitedMs: number;
    readonly behind: readonly string[];
  }[];
}

/** Confirms changes by the registry log; follows it all the time, writes to it only while a command waits. */
export class RegistryBarrier implements PropagationBarrier {
  private readonly log: RegistryLog;
  private readonly clocks: Pick<Clocks, 'monotonic'>;
  private readonly schedule: Schedule;
  private readonly alarm: Alarm;
  private readonly waiters = new Set<Waiter>();
  /** The mark that is on its way and was not read back; waiting commands share one. */
  private markUnderWay: Positions | null = null;
  /** What was last sent about an entry, so that it is sent once. */
  private readonly pressed = new Map<string, string>();
  private readonly absent: AbsentReplicas;
  private watch: Watch = emptyWatch;
  private withoutReplica = 0;
  private mayWait = true;
  private isClosed = false;

  constructor(private readonly options: RegistryBarrierOptions) {
    this.log = new RegistryLog(options);
    this.clocks = options.clocks ?? systemClocks;
    this.schedule = options.schedule ?? systemSchedule;
    this.alarm = new Alarm(this.schedule, () => {
      this.step();
    });
    this.absent = new AbsentReplicas(this.clocks, this.schedule);
  }

  /** Rejects when the registry can no longer be followed; the process must not stay healthy then. */
  get failed(): Promise<never> {
    return this.log.failed;
  }
  get replicas(): number {
    return this.log.registry.entries.size;
  }
  /** Commands that wait now. */
  get waiting(): number {
    return this.waiters.size;
  }
  /** How long the command that waits longest has been waiting, in milliseconds; 0: none waits. */
  get longestWaitMs(): number {
    const [longest] = this.waiters; // they are in the order in which they asked
    return longest === undefined ? 0 : this.clocks.monotonic() - longest.askedAt;
  }
  /** Changes that were confirmed while the registry was empty. */
  get confirmedByNobody(): number {
    return this.withoutReplica;
  }

  /** Resolves when the registry is being followed. @throws when it cannot be subscribed to. */
  async start(): Promise<void> {
    await this.log.open(() => {
      this.watch = observe(this.watch, this.log.registry, this.clocks.monotonic());
      for (const incarnation of this.pressed.keys())
        if (!this.watch.present.has(incarnation)) this.pressed.delete(incarnation);
      this.absent.read(this.log.registry);
      this.step();
      this.log.keepShort();
    });
  }

  async confirm(position: Position | null, withinMs = this.options.confirmTimeoutMs): Promise<Propagation> {
    if (position === null) return { position: null, confirmed: true, replicas: this.replicas, waitedMs: 0 };
    const askedAt = this.clocks.monotonic();
    const found = this.replicas;
    const confirmed = await new Promise<boolean>((resolve) => {
      if (!this.mayWait) {
        resolve(false);
        return;
      }
      const waiter: Waiter = {
        position,
        askedAt,
        givesUpAt: askedAt + withinMs,
        markedAt: null,
        answer: (passed) => {
          this.waiters.delete(waiter);
          resolve(passed);
        },
      };
      this.waiters.add(waiter);
      this.step();
    });
    if (confirmed && found + this.replicas === 0 && this.mayWait)
      await this.absent.back(position, askedAt + withinMs - this.clocks.monotonic());
    if (confirmed && this.replicas === 0) {
      this.withoutReplica++;
      this.options.onConfirmedByNobody?.();
    }
    return {
      position: formatPosition(position),
      confirmed,
      replicas: this.replicas,
      waitedMs: Math.round(this.clocks.monotonic() - askedAt),
    };
  }

  /** The incarnations that commands wait for now, evicted ones included. */
  waitingOn(): readonly string[] {
    const now = this.clocks.monotonic();
    return [
      ...new Set(
        [...this.waiters]
          .filter(({ markedAt }) => markedAt !== null)
          .flatMap(({ position }) => this.behind(position, now)),
      ),
    ];
  }

  /** Changes nothing. */
  snapshot(): BarrierSnapshot {
    const now = this.clocks.monotonic();
    const since = (moment: number): number => Math.max(0, Math.round(now - moment));
    return {
      replicas: [...this.watch.present].map(
        ([
          incarnation,
          {
            entry: { sequence, leaseMs, applied },
            since: readAt,
          },
        ]) => ({ incarnation, sequence, leaseMs, unchangedForMs: since(readAt), positions: applied }),
      ),
      waiting: [...this.waiters].map(({ position, askedAt }) => ({
        position,
        waitedMs: since(askedAt),
        behind: this.behind(position, now),
      })),
    };
  }

  /** Commands that wait, now or later, are answered as not confirmed. */
  answerWaiting(): void {
    this.mayWait = false;
    for (const waiter of this.waiters) waiter.answer(false);
    this.absent.release();
  }

  async close(): Promise<void> {
    this.answerWaiting();
    this.isClosed = true;
    this.alarm.set(Infinity);
    await this.log.close();
  }

  private behind(position: Position, now: number): readonly string[] {
    const { present, evicted } = blockersOf(position, this.watch, now);
    return [...present.keys(), ...evicted.keys()];
  }

  /** Decides what to do next; called whenever something was read, asked, sent or is due. */
  private step(): void {
    if (this.isClosed) return;
    const now = this.clocks.monotonic();
    const dues: number[] = [];
    for (const waiter of this.waiters) {
      if (waiter.markedAt === null && covers(this.log.registry.marked, waiter.position)) waiter.markedAt = now;
      const timeLeft = waiter.givesUpAt - now;
      if (hasPassed(waiter.position, this.log.registry, this.watch, now)) waiter.answer(true);
      else if (timeLeft <= 0) waiter.answer(false);
      else
        dues.push(timeLeft, waiter.markedAt === null ? Infinity : this.pressOn(waiter.position, waiter.markedAt, now));
    }
    this.mark();
    this.alarm.set(Math.min(...dues));
  }

  private mark(): void {
    if (this.markUnderWay !== null && coversAll(this.log.registry.marked, this.markUnderWay)) this.markUnderWay = null;
    const unmarked = [...this.waiters].filter(({ markedAt }) => markedAt === null);
    if (unmarked.length === 0 || this.markUnderWay !== null) return;
    const positions = unmarked.reduce<Positions>(
      (all, { position: { partition, offset } }) => furthest(all, { [partition]: offset }),
      {},
    );
    this.markUnderWay = positions;
    this.append({ type: 'mark', positions }, () => {
      this.markUnderWay = null;
    });
  }

  /**
   * Removes the silent and evicts the laggards that a change waits for, when it is time; returns in how many
   * milliseconds that is.
   */
  private pressOn(position: Position, blockingSince: number, now: number): number {
    const { present, evicted } = blockersOf(position, this.watch, now);
    const dues = [...evicted.values()].map((watched) => evictionOverIn(watched, now));
    for (const [incarnation, watched] of present) {
      const { sequence } = watched.entry;
      const [removable, evictable] = [removableIn(watched, now), evictableIn(watched, blockingSince, now)];
      if (removable === 0) this.press(`removed at ${String(sequence)}`, { type: 'removed', incarnation, sequence });
      else if (evictable === 0) this.press('evicted', { type: 'evicted', incarnation });
      dues.push(...[removable, evictable].filter((due) => due > 0));
    }
    return Math.min(...dues);
  }

  private press(what: string, record: RegistryRecord & { readonly incarnation: string }): void {
    const { incarnation } = record;
    if (this.pressed.get(incarnation) === what) return;
    this.pressed.set(incarnation, what);
    this.options.log?.(`a replica holds up a change: ${what}`, { incarnation });
    this.append(record, () => {
      this.pressed.delete(incarnation);
    });
  }

  /** `again` makes it due again after a failed send; it may still have arrived, which does no harm. */
  private append(record: RegistryRecord, again: () => void): void {
    this.log.append(record).catch((error: unknown) => {
      this.options.log?.(`could not send ${record.type} to the registry; trying again`, { err: error });
      this.schedule(this.options.backOffMs ?? 100, () => {
        again();
        this.step();
      });
    });
  }
}
