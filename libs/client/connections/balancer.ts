import { VerdictUnavailable } from '../key-verifier.js';
import { type Address, Addresses, type Lookup, type Service } from './addresses.js';
import { ConnectionTerms, LONGEST_CONNECTION_MS } from './connection-terms.js';

/** Where questions can be asked, until it is left. */
export interface Connection {
  /** Ends once nothing waits on it any more. */
  leave(): void;
  /** Ends now; what waits has no answer. */
  end(): void;
}

export interface BalancerOptions<C extends Connection> {
  readonly services: readonly Service[];
  readonly connect: (address: Address) => C;
  /** Of all attempts together. */
  readonly timeoutMs: number;
  readonly longestConnectionMs?: number | undefined;
  readonly lookup?: Lookup | undefined;
}

/** The place answered, but with no verdict: others may have one. */
export class NoVerdict extends Error {
  constructor(
    reason: string,
    readonly retryAfterSeconds: number,
  ) {
    super(reason);
  }
}

/** At how many addresses one question is asked at most. */
const MOST_ATTEMPTS = 3;

/**
 * Connections to every address of a service, asked in turn. One that gives no verdict, or does not answer, is left, and
 * its address comes after all others for 100 ms at first, 2 s at most. A question that found no verdict is asked again
 * at other addresses while there is time. A connection is replaced when it is old.
 */
export class Balancer<C extends Connection> {
  private readonly addresses: Addresses;
  private taken: readonly Address[] = [];
  private places: readonly Place<C>[] = [];
  private turn = 0;
  private isClosed = false;

  constructor(private readonly options: BalancerOptions<C>) {
    this.addresses = new Addresses(options.services, options.lookup);
  }

  /**
   * `question` must be one that may be asked twice. It rejects with `NoVerdict`; with VerdictUnavailable after an answer
   * that nobody else would give differently, which goes to the caller; with whatever else when there is no answer within
   * `timeoutMs`.
   */
  async ask<A>(question: (connection: C, timeoutMs: number) => Promise<A>): Promise<A> {
    const deadline = performance.now() + this.options.timeoutMs;
    const places = await this.inTurn();
    let failure: unknown;
    for (const [at, place] of places.entries()) {
      if (this.isClosed) break;
      const timeoutMs = Math.max(1, (deadline - performance.now()) / (places.length - at));
      try {
        return await this.askAt(place, (connection) => question(connection, timeoutMs));
      } catch (error) {
        failure = error;
        if (error instanceof VerdictUnavailable || performance.now() >= deadline) break;
      }
    }
    if (failure instanceof Error) throw failure;
    throw new Error(this.isClosed ? 'this verifier is closed' : 'no address of it is known', { cause: failure });
  }

  /** Ends every connection. What is asked later is not asked anywhere. */
  close(): void {
    this.isClosed = true;
    for (const { connection } of this.places) connection?.end();
  }

  private async askAt<A>(place: Place<C>, question: (connection: C) => Promise<A>): Promise<A> {
    const connection = this.connectionOf(place);
    try {
      const answer = await question(connection);
      place.terms.served();
      return answer;
    } catch (error) {
      if (error instanceof VerdictUnavailable) throw error;
      if (!(error instanceof NoVerdict)) this.addresses.suspect();
      if (connection === place.connection && place.terms.shouldLeave()) leave(place);
      throw error;
    }
  }

  private connectionOf(place: Place<C>): C {
    if (place.terms.isExpired) leave(place);
    if (place.connection === undefined) {
      place.terms.begin();
      place.connection = this.options.connect(place.address);
    }
    return place.connection;
  }

  /** Whom to ask, in this order. */
  private async inTurn(): Promise<readonly Place<C>[]> {
    this.take(await this.addresses.all());
    const { places } = this;
    if (places.length < 2) return places;
    this.turn = (this.turn + 1) % places.length;
    const turned = [...places.slice(this.turn), ...places.slice(0, this.turn)];
    return turned
      .map((place) => ({ place, asideMs: Math.max(0, place.terms.asideMs) }))
      .sort((one, other) => one.asideMs - other.asideMs)
      .slice(0, MOST_ATTEMPTS)
      .map(({ place }) => place);
  }

  private take(addresses: readonly Address[]): void {
    if (addresses === this.taken) return;
    this.taken = addresses;
    const isOf = ({ address }: Place<C>, { name, ip }: Address) => address.name === name && address.ip === ip;
    const before = this.places;
    this.places = addresses.map(
      (address) =>
        before.find((place) => isOf(place, address)) ?? {
          address,
          terms: new ConnectionTerms(this.options.longestConnectionMs ?? LONGEST_CONNECTION_MS),
          connection: undefined,
        },
    );
    for (const place of before) if (!this.places.includes(place)) leave(place);
  }
}

interface Place<C> {
  readonly address: Address;
  readonly terms: ConnectionTerms;
  connection: C | undefined;
}

/** The next question is asked on a new connection. */
function leave<C extends Connection>(place: Place<C>): void {
  place.connection?.leave();
  place.connection = undefined;
}
