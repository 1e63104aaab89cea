import { type Positions } from '#contracts';
import { type Instant } from '../domain/lease.js';
import {
  answersFor,
  attempt,
  dueIn,
  isAged,
  type LastSent,
  mayAnswer,
  mayAskEnd,
  type Membership,
  newMembership,
  readBack,
  recordToSend,
  serveOnceCaughtUp,
  stop,
} from '../domain/membership.js';
import { type RegistryLog } from '../registry-log/registry-log.js';

/** What an incarnation needs of the replica that it belongs to. */
export interface IncarnationParts {
  readonly log: RegistryLog;
  readonly leaseMs: number;
  /** After this time it renews no more. */
  readonly longestMs: number;
  now(): Instant;
  appliedPositions(): Positions;
  endOfKeyEvents(): Promise<Positions>;
  /** To be called when something changed. */
  wake(): void;
  failedAttempt(what: string, error: unknown): void;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
}

/** One incarnation of a replica: sends what is due, counts what it reads back. */
export class Incarnation {
  private membership: Membership;
  private isSending = false;
  private underWay: Promise<void> | undefined;
  private asking = false;
  private sent: LastSent = { at: -Infinity, applied: {} };
  private retryAt = -Infinity;

  constructor(
    private readonly parts: IncarnationParts,
    incarnation: string,
  ) {
    this.membership = newMembership(incarnation, parts.leaseMs);
  }

  get id(): string {
    return this.membership.incarnation;
  }
  get phase(): Membership['phase'] {
    return this.membership.phase;
  }

  mayAnswer(now: Instant): boolean {
    return mayAnswer(this.membership, now);
  }

  answersFor(now: Instant): number {
    return answersFor(this.membership, now);
  }

  isAged(lifetimeMs: number, now: Instant): boolean {
    return isAged(this.membership, lifetimeMs, now);
  }

  /** To be called when more of the registry was read. Returns whether a renewal counted. */
  read(): boolean {
    const before = this.membership.counted;
    this.membership = readBack(this.membership, this.parts.log.registry);
    return this.membership.counted !== before;
  }

  /** Does what is due; returns in how many milliseconds to call it again. */
  step(now: Instant): number {
    if (this.phase === 'ended') return Infinity;
    this.membership = serveOnceCaughtUp(this.membership, this.parts.log.registry, this.parts.appliedPositions());
    const rest = this.retryAt - now.monotonic;
    if (rest > 0) return rest;
    if (mayAskEnd(this.membership) && !this.asking) void this.askEnd();
    if (this.isSending || isAged(this.membership, this.parts.longestMs, now)) return Infinity;
    const due = dueIn(this.membership, this.sent, this.parts.appliedPositions(), now);
    if (due > 0) return due;
    this.isSending = true;
    this.underWay = this.send(now);
    return Infinity;
  }

  /** Answers nothing any more from now on; resolves when `left` was sent, or the lease is over anyway. */
  async leave(): Promise<void> {
    this.membership = stop(this.membership);
    if (this.membership.lastSequence < 0) return;
    await Promise.race([this.sayLeft(), this.parts.pause(this.parts.leaseMs)]);
  }

  private get backOffMs(): number {
    return this.parts.leaseMs / 20;
  }

  private async send(now: Instant): Promise<void> {
    const applied = this.parts.appliedPositions();
    this.membership = attempt(this.membership, now);
    this.sent = { at: now.monotonic, applied };
    try {
      await this.parts.log.append(recordToSend(this.membership, applied));
    } catch (error) {
      this.sent = { at: -Infinity, applied: {} };
      this.backOff('send', error);
    }
    this.isSending = false;
    this.parts.wake();
  }

  private async askEnd(): Promise<void> {
    this.asking = true;
    try {
      const end = await this.parts.endOfKeyEvents();
      this.membership = { ...this.membership, end };
    } catch (error) {
      this.backOff('ask for the end of key-events', error);
    }
    this.asking = false;
    this.parts.wake();
  }

  private async sayLeft(): Promise<void> {
    for (;;) {
      await this.underWay;
      try {
        await this.parts.log.append({ type: 'left', incarnation: this.id });
        return;
      } catch (error) {
        this.parts.failedAttempt('leave', error);
        if (this.parts.now().monotonic - this.sent.at >= this.parts.leaseMs) return;
        await this.parts.pause(this.backOffMs);
      }
    }
  }

  private backOff(what: string, error: unknown): void {
    this.retryAt = this.parts.now().monotonic + this.backOffMs;
    this.parts.failedAttempt(what, error);
  }
}
