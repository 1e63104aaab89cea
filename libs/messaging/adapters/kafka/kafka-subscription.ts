import { setTimeout } from 'node:timers/promises';
import { type BackOff, backOffMs, Failure } from '#async';
import { RebuildNeeded, type Subscription } from '../../subscriber.js';
import { type ConsumerLife } from './consumer-life.js';
import { type Consumption } from './consumption.js';
import { deferred } from './deferred.js';

export interface KafkaSubscriptionParts {
  readonly consumption: Consumption;
  readonly startLife: () => ConsumerLife;
  /** Between one consumer and the next. */
  readonly backOff: BackOff;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Why a consumer ended that another one can follow. */
interface Loss {
  readonly what: string;
  readonly reason: unknown;
  readonly hadFetched: boolean;
}

/**
 * One consumer after the other, for as long as it is not closed: brokers may be away for as long as they are. Only what
 * a new consumer would not mend ends it: a handler's error, a handler that hangs, or a position that the topic no
 * longer holds.
 */
export class KafkaSubscription implements Subscription {
  /** Resolves when the first consumer has joined. */
  readonly started: Promise<void>;
  private readonly failure = new Failure();
  readonly failed = this.failure.promise;
  /** Resolves when nothing is handled any more, for whatever reason. */
  readonly ended: Promise<void>;
  private readonly closed = deferred<undefined>();
  private closing = false;

  constructor(private readonly parts: KafkaSubscriptionParts) {
    const started = deferred();
    const run = this.run(() => {
      started.resolve();
    });
    run.catch(this.failure.fail);
    this.ended = run.catch(() => undefined);
    const tooEarly = this.ended.then(() => {
      throw new Error(`the subscription to ${parts.consumption.topic} was closed before it had begun`);
    });
    this.started = Promise.race([started.promise, this.failed, tooEarly]);
    this.started.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closing = true;
    this.closed.resolve(undefined);
    await this.ended;
  }

  private async run(onJoined: () => void): Promise<void> {
    const { backOff, onTrouble } = this.parts;
    for (let failures = 0; !this.closing;) {
      const loss = await this.live(onJoined);
      if (loss === undefined) return;
      failures = loss.hadFetched ? 1 : failures + 1;
      onTrouble(loss.what, loss.reason);
      await this.unlessClosed(setTimeout(backOffMs(backOff, failures), undefined, { ref: false }));
    }
  }

  /**
   * Resolves with why the next life must follow, or with undefined when this was closed. @throws what no further life
   * would mend.
   */
  private async live(onJoined: () => void): Promise<Loss | undefined> {
    const { consumption, startLife } = this.parts;
    try {
      await this.unlessClosed(consumption.prepare());
    } catch (error) {
      if (error instanceof RebuildNeeded) throw error;
      return { what: `asking where ${consumption.topic} begins and ends failed`, reason: error, hadFetched: false };
    }
    if (this.closing) return undefined;
    const life = startLife();
    void life.joined.then(onJoined);
    const over = await this.unlessClosed(life.over.then((reason) => ({ reason })));
    await life.close();
    await consumption.retire(life.group);
    if (life.failure !== undefined) throw life.failure;
    return over === undefined
      ? undefined
      : {
          ...over,
          what: `the consumer of ${consumption.topic} in the group ${life.group} was lost and is replaced`,
          hadFetched: life.hasFetched,
        };
  }

  private unlessClosed<T>(work: Promise<T>): Promise<T | undefined> {
    return Promise.race([work, this.closed.promise]);
  }
}
