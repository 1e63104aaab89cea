import { assertNever, type Position, type Positions } from '#contracts';
import { type Instant } from '../../domain/lease.js';
import { type Membership, newMembership } from '../../domain/membership.js';
import { type RegistryRecord } from '../../domain/registry-record.js';
import { emptyRegistry, type Registry } from '../../domain/registry.js';
import { emptyWatch, isBehind, type Watch, type Watched } from '../../domain/watch.js';
import { type ApplyStep, type Decisions } from './decisions.js';
import { Interner, once } from './interner.js';
import { NEW, NONE, OLD, type State } from './state.js';

export interface Bounds {
  /** Incarnations of the replica. */
  readonly incarnations: number;
  /** Renewals attempted in all. */
  readonly renewals: number;
  /**
   * Whether states from which no stale yes can follow are visited too. Leaving them out finds the same stale yes with
   * far fewer states.
   */
  readonly visitsHarmless: boolean;
}

export type Step = readonly [label: string, next: State];

/**
 * One tick is half a LEASE. Moments are counted backwards from now, which is 0, and only as far as they matter: then
 * LEASE and the margin are over.
 */
const LEASE = 2;
const LONG_AGO = -3;
const NOW: Instant = { monotonic: 0, wall: 0 };
/** The one event that takes rights away. */
const EVENT: Position = { partition: 0, offset: 0 };
const positions = (has: number): Positions => (has === 1 ? { 0: 0 } : {});

/**
 * The protocol with a command side and one replica process: any delay, any pause, crashes, sends that are given up and
 * arrive late, a replica that renews and does not apply, fills of its cache, a log that forgets. Whatever the protocol
 * decides is asked of `decisions`. Where a choice can only make stale answers rarer it is not offered: the cache holds
 * the old state, and a fill is under way, as long as they can; the end of key-events is asked, and serving begins, as
 * soon as they may. No step stands for a pause: anything may wait for ever.
 */
export class ProtocolModel {
  private readonly registries = new Interner<Registry>();
  private readonly memberships = new Interner<Membership>();
  private readonly watches = new Interner<Watch>();
  private readonly records = new Interner<RegistryRecord>();
  private readonly emptyFold = this.registries.id(emptyRegistry);
  private readonly mark = this.records.id({ type: 'mark', positions: { 0: 0 } });
  readonly start: State = {
    acknowledged: 0,
    markSent: 0,
    confirmed: 0,
    commandFold: this.emptyFold,
    watch: this.watches.id(emptyWatch),
    markedFor: NONE,
    commandSends: NONE,
    fold: this.emptyFold,
    incarnations: 0,
    renewals: 0,
    membership: NONE,
    sends: NONE,
    late: NONE,
    earlyEnd: NONE,
    steps: 0,
    applied: 0,
    store: OLD,
    cacheInvalidatedAt: 0,
    cache: OLD,
    fill: OLD,
    fillStartedAt: 0,
    commandUnread: '',
    unread: '',
  };

  constructor(
    private readonly decisions: Decisions,
    private readonly bounds: Bounds,
  ) {
    if (decisions.asksEndEarly) this.start = { ...this.start, earlyEnd: 0 };
  }

  /**
   * Whether nothing that may follow can be a stale yes: the old state is nowhere left, or the replica has no
   * incarnation left.
   */
  isHarmless(s: State): boolean {
    const isForgotten = s.store === NEW && s.cache === NONE && (s.fill === NONE || this.isOvertaken(s));
    const isOver =
      s.incarnations === this.bounds.incarnations &&
      s.membership !== NONE &&
      this.memberships.value(s.membership).phase === 'ended';
    return isForgotten || isOver;
  }

  *next(s: State): Generator<Step> {
    yield [
      'time passes',
      this.settle({
        ...s,
        watch: this.older(s.watch),
        markedFor: s.markedFor === NONE ? NONE : Math.min(LEASE, s.markedFor + 1),
        membership: this.aged(s.membership),
      }),
    ];
    if (s.acknowledged === 0) yield ['the event is acknowledged', this.settle({ ...s, acknowledged: 1 })];
    if (s.acknowledged === 1 && s.markSent === 0) yield ['the mark arrives', append({ ...s, markSent: 1 }, this.mark)];
    yield* this.command(s);
    yield* this.replica(s);
    yield* this.process(s);
  }

  /** Whether a request that starts now may get a yes. */
  answers(s: State): boolean {
    return s.membership !== NONE && this.mayAnswer(s.membership);
  }

  /** The broken promise: the change is confirmed, and a request that starts now gets a yes from before it. */
  isStale(s: State): boolean {
    return s.confirmed === 1 && s.cache === OLD && this.answers(s);
  }

  private *command(s: State): Generator<Step> {
    const [record] = s.commandUnread;
    if (record !== undefined) {
      const commandFold = this.folded(s.commandFold, record.charCodeAt(0));
      const markedFor = s.markedFor === NONE && record.charCodeAt(0) === this.mark ? 0 : s.markedFor;
      yield [
        'the command side reads',
        this.settle({
          ...s,
          commandFold,
          markedFor,
          watch: this.observed(s.watch, commandFold),
          commandUnread: s.commandUnread.slice(1),
        }),
      ];
    }
    if (s.commandSends !== NONE)
      yield [`${this.name(s.commandSends)} arrives`, append({ ...s, commandSends: NONE }, s.commandSends)];
    else
      for (const press of this.pressed(s.watch, s.markedFor + 1))
        if (!holds(s.commandUnread, press))
          yield [`the command side sends ${this.name(press)}`, { ...s, commandSends: press }];
  }

  private *replica(s: State): Generator<Step> {
    for (const length of new Set([1, s.unread.length])) {
      if (length > s.unread.length) continue;
      let fold = s.fold;
      for (const record of s.unread.slice(0, length)) fold = this.folded(fold, record.charCodeAt(0));
      const membership = s.membership === NONE ? NONE : this.readBack(s.membership, fold);
      yield [
        `the replica reads ${String(length)}`,
        this.goOn({ ...s, fold, membership, unread: s.unread.slice(length) }),
      ];
    }
    if (s.sends !== NONE) {
      yield [`${this.name(s.sends)} arrives`, append({ ...s, sends: NONE }, s.sends)];
      if (s.late === NONE) yield [`the replica gives up ${this.name(s.sends)}`, { ...s, sends: NONE, late: s.sends }];
    }
    if (s.late !== NONE) yield [`${this.name(s.late)} arrives late`, append({ ...s, late: NONE }, s.late)];
    if (s.sends === NONE) yield* this.replicaSends(s);
  }

  private *replicaSends(s: State): Generator<Step> {
    const membership = s.membership === NONE ? null : this.memberships.value(s.membership);
    if (membership === null || membership.phase === 'ended') {
      if (s.incarnations < this.bounds.incarnations)
        yield [
          'the replica sends joined',
          this.attempted({
            ...s,
            incarnations: s.incarnations + 1,
            membership: this.begun(s.incarnations + 1, s.earlyEnd),
          }),
        ];
      const left = this.left(s.incarnations);
      const isEvicted = membership !== null && this.registries.value(s.fold).evicted.has(membership.incarnation);
      if (isEvicted && !isOnItsWay(s, left)) yield ['the evicted replica sends left', { ...s, sends: left }];
      return;
    }
    const again = this.attempted(s);
    if (membership.counted !== null && s.renewals < this.bounds.renewals)
      yield ['the replica sends a renewal', { ...again, renewals: s.renewals + 1 }];
    if (membership.counted === null && !isOnItsWay(s, again.sends)) yield ['the replica sends joined again', again];
    const left = this.left(s.incarnations);
    if (!isOnItsWay(s, left))
      yield ['the replica stops and sends left', { ...s, membership: this.stopped(s.membership), sends: left }];
  }

  /** What goes on in the replica's process beside the registry. */
  private *process(s: State): Generator<Step> {
    const step = this.decisions.applies[s.steps];
    if (s.acknowledged === 1 && step !== undefined) {
      const after = this.apply(s, step);
      const following = this.decisions.applies[after.steps];
      // a store that is written alone only makes the old state rarer, so what follows may follow at once
      const isSkipped = !this.bounds.visitsHarmless && step === 'writes the store' && following !== undefined;
      yield [`the replica ${step}`, isSkipped ? this.apply(after, following) : after];
    }
    if (s.fill === NONE && s.store === OLD)
      yield ['a fill starts to read the store', { ...s, fill: OLD, fillStartedAt: s.cacheInvalidatedAt }];
    if (s.fill !== NONE && s.cache === NONE) {
      const isOvertaken = this.isOvertaken(s);
      yield [
        isOvertaken ? 'the fill arrives and is dropped' : 'the fill arrives',
        { ...s, fill: NONE, fillStartedAt: 0, cache: isOvertaken ? NONE : OLD },
      ];
    }
    if (s.incarnations < this.bounds.incarnations && s.membership !== NONE)
      yield ['the replica crashes and starts again', this.crash(s)];
    const isQuiet =
      s.membership === NONE && s.sends === NONE && s.late === NONE && s.commandSends === NONE && s.unread === '';
    const isForgettable = s.fold !== this.emptyFold && this.registries.value(s.fold).entries.size === 0;
    if (isQuiet && isForgettable)
      yield ['the log forgets all before the replica begins to read', { ...s, fold: this.emptyFold }];
  }

  private apply(s: State, step: ApplyStep): State {
    const steps = s.steps + 1;
    switch (step) {
      case 'writes the store':
        return { ...s, steps, store: NEW };
      case 'invalidates the cache':
        return { ...s, steps, cacheInvalidatedAt: 1, cache: NONE };
      case 'advances':
        return this.goOn({ ...s, steps, applied: 1 });
      default:
        return assertNever(step);
    }
  }

  /** The command side answers as soon as it may, and does no more then. */
  private settle(s: State): State {
    const passes = s.acknowledged === 1 && s.confirmed === 0 && this.passed(s.commandFold, s.watch);
    return passes
      ? { ...s, confirmed: 1, commandFold: this.emptyFold, watch: this.start.watch, markedFor: NONE, commandUnread: '' }
      : s;
  }

  /** What the replica does as soon as it may: later, it could only answer less. */
  private goOn(s: State): State {
    if (s.membership === NONE) return s;
    const asked = this.mayAskEnd(s.membership) ? this.withEnd(s.membership, s.acknowledged) : s.membership;
    return { ...s, membership: this.served(asked, 2 * s.fold + s.applied) };
  }

  /**
   * What was applied stays; memory is lost, and filled from the store again; a send that was under way may still
   * arrive.
   */
  private crash(s: State): State {
    const { applies, asksEndEarly } = this.decisions;
    return {
      ...s,
      membership: NONE,
      sends: NONE,
      late: s.late === NONE ? s.sends : s.late,
      earlyEnd: asksEndEarly ? s.acknowledged : NONE,
      steps: s.applied === 1 ? applies.length : 0,
      cacheInvalidatedAt: 0,
      cache: s.store === OLD ? OLD : NONE,
      fill: s.store === OLD ? OLD : NONE,
      fillStartedAt: 0,
    };
  }

  private attempted(s: State): State {
    const membership = this.attempt(s.membership);
    return { ...s, membership, sends: this.toSend(membership, s.applied) };
  }

  private isOvertaken(s: State): boolean {
    return this.decisions.isStaleFill(s.fillStartedAt, s.cacheInvalidatedAt === 0 ? undefined : s.cacheInvalidatedAt);
  }

  private left(incarnation: number): number {
    return this.records.id({ type: 'left', incarnation: `incarnation ${String(incarnation)}` });
  }

  private name(record: number): string {
    const { type, ...data } = this.records.value(record);
    return `${type} ${Object.values(data)
      .map((part) => JSON.stringify(part))
      .join(' ')}`;
  }

  private readonly folded = once((fold, record) =>
    this.registries.id(this.decisions.evolve(this.registries.value(fold), this.records.value(record))),
  );
  private readonly observed = once((watch, fold) =>
    this.watches.id(this.decisions.observe(this.watches.value(watch), this.registries.value(fold), 0)),
  );
  private readonly passed = once((fold, watch) =>
    this.decisions.hasPassed(EVENT, this.registries.value(fold), this.watches.value(watch), 0),
  );
  private readonly older = once((watch) => {
    const { present, evicted } = this.watches.value(watch);
    const shift = (all: ReadonlyMap<string, Watched>): Watch['present'] =>
      new Map([...all].map(([id, { entry, since }]) => [id, { entry, since: Math.max(LONG_AGO, since - 1) }]));
    return this.watches.id({ present: shift(present), evicted: shift(evicted) });
  });
  /**
   * What the command side may send: removals of the silent at any time (for whatever change), evictions of what holds
   * up the event since `waiting - 1` ticks.
   */
  private readonly pressed = once((watch, waiting) =>
    [...this.watches.value(watch).present].flatMap(([incarnation, watched]): number[] => {
      if (this.decisions.removableIn(watched, 0) === 0)
        return [this.records.id({ type: 'removed', incarnation, sequence: watched.entry.sequence })];
      const mayEvict =
        waiting > 0 && isBehind(watched.entry, EVENT) && this.decisions.evictableIn(watched, 1 - waiting, 0) === 0;
      return mayEvict ? [this.records.id({ type: 'evicted', incarnation })] : [];
    }),
  );
  private readonly aged = once((id) => {
    if (id === NONE) return NONE;
    const membership = this.memberships.value(id);
    const older = ({ monotonic }: Instant): Instant => ({
      monotonic: Math.max(-LEASE, monotonic - 1),
      wall: Math.max(-LEASE, monotonic - 1),
    });
    const attempts = new Map([...membership.attempts].map(([sequence, before]) => [sequence, older(before)]));
    return this.memberships.id({
      ...membership,
      attempts,
      counted: membership.counted && { ...membership.counted, basis: older(membership.counted.basis) },
    });
  });
  private readonly begun = once((incarnation, end) =>
    this.memberships.id({
      ...newMembership(`incarnation ${String(incarnation)}`, LEASE),
      end: end === NONE ? null : positions(end),
    }),
  );
  private readonly attempt = once((id) => this.memberships.id(this.decisions.attempt(this.memberships.value(id), NOW)));
  private readonly toSend = once((id, applied) =>
    this.records.id(this.decisions.recordToSend(this.memberships.value(id), positions(applied))),
  );
  private readonly readBack = once((id, fold) =>
    this.memberships.id(this.decisions.readBack(this.memberships.value(id), this.registries.value(fold))),
  );
  private readonly mayAskEnd = once((id) => this.decisions.mayAskEnd(this.memberships.value(id)));
  private readonly withEnd = once((id, end) =>
    this.memberships.id({ ...this.memberships.value(id), end: positions(end) }),
  );
  private readonly served = once((id, at) =>
    this.memberships.id(
      this.decisions.serveOnceCaughtUp(this.memberships.value(id), this.registries.value(at >> 1), positions(at & 1)),
    ),
  );
  private readonly stopped = once((id) => this.memberships.id(this.decisions.stop(this.memberships.value(id))));
  private readonly mayAnswer = once((id) => this.decisions.mayAnswer(this.memberships.value(id), NOW));
}

function append(s: State, record: number): State {
  const text = String.fromCharCode(record);
  return { ...s, commandUnread: s.confirmed === 1 ? '' : s.commandUnread + text, unread: s.unread + text };
}

function holds(unread: string, record: number): boolean {
  return unread.includes(String.fromCharCode(record));
}

/** What would arrive twice is not sent twice: the second copy changes nothing. */
function isOnItsWay(s: State, record: number): boolean {
  return s.late === record || holds(s.unread, record);
}
