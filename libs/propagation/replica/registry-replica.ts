import { randomUUID } from 'node:crypto';
import { coversAll, type Positions, TOPICS } from '#contracts';
import { type Instant } from '../domain/lease.js';
import { incarnationMs } from '../domain/membership.js';
import { leaveIn, noteMarks, stillUnmet, type UnmetMarks } from '../domain/unmet-marks.js';
import { Alarm, type Clocks, type Schedule, systemClocks, systemSchedule } from '../registry-log/time.js';
import { RegistryLog, type RegistryLogOptions } from '../registry-log/registry-log.js';
import { type ReplicaLease } from '../replica-lease.js';
import { Incarnation, type IncarnationParts } from './incarnation.js';
import { type Loss, ServingWatch } from './serving-watch.js';

export interface RegistryReplicaOptions extends RegistryLogOptions {
  /** How long this replica goes on answering when it is cut off, in milliseconds. */
  readonly leaseMs: number;
  /** Up to where every key event is applied, to the store and then to this process's cache. */
  readonly appliedPositions: () => Positions;
  /** Where key-events ends now. */
  readonly endOfKeyEvents: () => Promise<Positions>;
  /** How long the registry's log keeps a record, in milliseconds. Default: that of the topic `verifiers`. */
  readonly retentionMs?: number;
  readonly clocks?: Clocks;
  readonly schedule?: Schedule;
  /** Called with each incarnation before anybody else can know of it. */
  readonly onJoining?: (incarnation: string) => void;
  /** Never returns an id twice, in any process. */
  readonly newIncarnation?: () => string;
}

/** Counted since the start of the process. */
export interface ReplicaCounters {
  /** Incarnations begun. */
  readonly incarnations: number;
  /** Renewals that counted. */
  readonly renewals: number;
  /** Incarnations that others ended: removed or evicted. */
  readonly fenced: number;
  /** Incarnations given up because a mark was not applied within LEASE. */
  readonly leftBehind: number;
  /** Sends and questions that failed and are tried again. */
  readonly failedAttempts: number;
  /** Times that it could answer and then could not any more, by the reason. */
  readonly losses: Readonly<Record<Loss, number>>;
}

/** Membership in the registry log, and the right to answer that comes with it. */
export class RegistryReplica implements ReplicaLease {
  private readonly log: RegistryLog;
  private readonly clocks: Clocks;
  private readonly alarm: Alarm;
  private readonly incarnationParts: IncarnationParts;
  private readonly watch: ServingWatch;
  private readonly counts = { incarnations: 0, renewals: 0, fenced: 0, leftBehind: 0, failedAttempts: 0 };
  private readonly firstServing: Promise<void>;
  private servesNow: () => void = () => undefined;
  private neverServes: (reason: Error) => void = () => undefined;
  /** The one that serves, and behind it the one that takes over. */
  private incarnations: readonly Incarnation[] = [];
  private unmet: UnmetMarks = [];
  /** What has to be applied before the next incarnation begins; null while none is needed. */
  private joinsBehind: Positions | null = null;
  private opening: Promise<void> | undefined;
  private leaving: Promise<void> | undefined;
  private isOpen = false;

  constructor(private readonly options: RegistryReplicaOptions) {
    this.log = new RegistryLog(options);
    this.clocks = options.clocks ?? systemClocks;
    const schedule = options.schedule ?? systemSchedule;
    this.alarm = new Alarm(schedule, () => {
      this.step();
    });
    this.watch = new ServingWatch((message, details) => options.log?.(message, details));
    this.firstServing = new Promise((resolve, reject) => {
      this.servesNow = resolve;
      this.neverServes = reject;
    });
    this.firstServing.catch(() => undefined); // `join` rejects with it
    this.incarnationParts = {
      log: this.log,
      leaseMs: options.leaseMs,
      longestMs: 2 * this.lifetimeMs,
      now: () => this.now(),
      appliedPositions: options.appliedPositions,
      endOfKeyEvents: options.endOfKeyEvents,
      wake: () => {
        this.step();
      },
      failedAttempt: (what, error) => {
        this.counts.failedAttempts++;
        options.log?.(`could not ${what}; trying again`, { err: error });
      },
      pause: (ms) =>
        new Promise((resolve) => {
          schedule(ms, resolve);
        }),
    };
  }

  get failed(): Promise<never> {
    return this.log.failed;
  }
  /** Joined, and may answer now. */
  get serving(): boolean {
    return this.mayAnswer();
  }
  /** The incarnation that answers, or the one that is about to; null while there is none. */
  get incarnation(): string | null {
    return this.incarnations[0]?.id ?? null;
  }
  get counters(): ReplicaCounters {
    return { ...this.counts, losses: { ...this.watch.losses } };
  }

  /** @throws when the registry cannot be subscribed to, or `leave` came first. */
  async join(): Promise<void> {
    this.opening ??= this.open();
    await this.opening;
    await this.firstServing;
  }

  advanced(): void {
    this.step();
  }

  mayAnswer(): boolean {
    const now = this.now();
    return this.incarnations.some((incarnation) => incarnation.mayAnswer(now));
  }

  leave(): Promise<void> {
    this.leaving ??= this.depart();
    return this.leaving;
  }

  private get lifetimeMs(): number {
    return incarnationMs(this.options.retentionMs ?? TOPICS.verifiers.retentionMs);
  }

  private now(): Instant {
    return { monotonic: this.clocks.monotonic(), wall: this.clocks.wall() };
  }

  private async open(): Promise<void> {
    await this.log.open(() => {
      this.afterReading();
    });
    this.isOpen = true;
    this.step();
  }

  private afterReading(): void {
    for (const incarnation of this.incarnations) {
      if (incarnation.read()) this.counts.renewals++;
    }
    const fenced = this.incarnations.filter((incarnation) => incarnation.phase === 'ended');
    for (const incarnation of fenced) this.fence(incarnation);
    this.incarnations = this.incarnations.filter((incarnation) => incarnation.phase !== 'ended');
    this.unmet = noteMarks(this.unmet, this.log.registry.marked, this.options.appliedPositions(), this.now());
    this.step();
  }

  /** Decides what to do next; called whenever something changed or is due. */
  private step(): void {
    if (!this.isOpen || this.leaving !== undefined) return;
    const now = this.now();
    this.unmet = stillUnmet(this.unmet, this.options.appliedPositions());
    if (this.incarnations.length > 0 && leaveIn(this.unmet, this.options.leaseMs, now) === 0) this.fallBehind();
    if (this.needsIncarnation(now)) this.beginIncarnationOnceCaughtUp();
    const next = this.incarnations.map((incarnation) => incarnation.step(now));
    this.handOver();
    this.watch.note(this.mayAnswer(), now);
    this.alarm.set(
      Math.min(
        ...next,
        ...this.incarnations.map((incarnation) => incarnation.answersFor(now)),
        this.incarnations.length > 0 ? leaveIn(this.unmet, this.options.leaseMs, now) : Infinity,
      ),
    );
  }

  private needsIncarnation(now: Instant): boolean {
    const [first, second] = this.incarnations;
    return first === undefined || (second === undefined && first.isAged(this.lifetimeMs, now));
  }

  /**
   * What had been marked when it found that it needs an incarnation comes first. No later marks: where changes never
   * pause, the newest is always on its way.
   */
  private beginIncarnationOnceCaughtUp(): void {
    this.joinsBehind ??= this.log.registry.marked;
    if (!coversAll(this.options.appliedPositions(), this.joinsBehind)) return;
    this.joinsBehind = null;
    this.counts.incarnations++;
    const id = (this.options.newIncarnation ?? randomUUID)();
    this.options.onJoining?.(id);
    this.incarnations = [...this.incarnations, new Incarnation(this.incarnationParts, id)];
  }

  /** Once the incarnation that takes over serves, the one before it leaves. */
  private handOver(): void {
    const [first, second] = this.incarnations;
    if (second?.phase === 'serving') {
      this.incarnations = [second];
      void first?.leave();
    }
    if (this.mayAnswer()) this.servesNow();
  }

  private fence(incarnation: Incarnation): void {
    this.counts.fenced++;
    this.watch.because('fenced');
    this.options.log?.('ended by others; joining again', { incarnation: incarnation.id });
    if (this.log.registry.evicted.has(incarnation.id)) void incarnation.leave(); // somebody waits for its lease to run out
  }

  private fallBehind(): void {
    this.counts.leftBehind++;
    this.watch.because('behind');
    this.options.log?.('a mark was not applied within LEASE; leaving until it is', {
      marked: this.log.registry.marked,
    });
    const behind = this.incarnations;
    this.incarnations = [];
    for (const incarnation of behind) void incarnation.leave();
  }

  private async depart(): Promise<void> {
    const last = this.incarnations;
    this.incarnations = [];
    this.alarm.set(Infinity);
    this.neverServes(new Error('left the registry before it served'));
    await Promise.all(last.map((incarnation) => incarnation.leave()));
    await this.log.close();
  }
}
