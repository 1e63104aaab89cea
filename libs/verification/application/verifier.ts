import { type Clock, type VerifyRequest } from '#contracts';
import { type ReplicaLease } from '#propagation';
import {
  codeOf,
  judge,
  judgeText,
  type JudgingRules,
  type Question,
  type Refused,
  UNAVAILABLE,
  type Verdict,
} from '../domain/judge.js';
import { type StoredCredential } from '../ports/verification-store.js';
import { type CredentialLookup } from './credential-lookup.js';
import { type Door } from './doors.js';
import { verdictSeen, type VerdictObserver } from './verdict-observer.js';
import { type VerificationMetrics } from './verification-metrics.js';

export interface VerifierParts {
  readonly rules: JudgingRules;
  readonly lookup: Pick<CredentialLookup, 'find' | 'eventBatches'>;
  readonly lease: Pick<ReplicaLease, 'mayAnswer'>;
  readonly clock: Clock;
  readonly metrics: VerificationMetrics;
  readonly observer: VerdictObserver;
  /** The read model could not be asked; the verdict is `unavailable`. */
  readonly onLookupFailure: (error: unknown) => void;
}

/**
 * The second look finds in the cache what the first one read, as long as that holds a whole batch; only else is a third
 * needed.
 */
const MAX_LOOKS = 10;

/** Looked up while `eventBatches` was as it is: what was found counts only while that stays so. */
interface Look {
  readonly eventBatches: number;
  readonly found: Promise<readonly (Found | Refused)[]>;
}

/** One key while it is looked up. */
type Sought = Refused | StoredCredential | undefined | Promise<StoredCredential | undefined>;

/** What the look-up of one key came to; `failed`: the read model could not be asked. */
type Found = StoredCredential | undefined | 'failed';

/**
 * Gives verdicts. Never a guess: without the lease, the read model or all of an owner's events the verdict is
 * `unavailable`. A verdict is for the answer that leaves now; it is not to be kept.
 */
export class Verifier {
  constructor(private readonly parts: VerifierParts) {}

  /**
   * Answers without a promise when nothing has to be waited for. Never rejects.
   * @param startedAt when the question arrived, of `performance.now()`.
   */
  verify(
    key: string,
    question: Question,
    door: Door = 'in-process',
    startedAt = performance.now(),
  ): Verdict | Promise<Verdict> {
    const refused = judgeText(key, this.parts.rules);
    const found = refused ?? this.parts.lookup.find(key);
    return found instanceof Promise
      ? this.verifyLater({ key, ...question }, found, door, startedAt)
      : this.answer(found, question, door, startedAt);
  }

  /**
   * In the order of `requests`; all of them as of the moment they leave. Answers without a promise when nothing has to
   * be waited for. Never rejects.
   */
  verifyBatch(
    requests: readonly VerifyRequest[],
    door: Door = 'in-process',
    startedAt = performance.now(),
  ): readonly Verdict[] | Promise<readonly Verdict[]> {
    const { eventBatches } = this.parts.lookup;
    const found = this.find(requests);
    if (!areAllKnown(found))
      return this.verifyTogether(requests, { eventBatches, found: this.settledAll(found) }, door, startedAt);
    return found.map((each, index) => this.answer(each, requests[index] ?? {}, door, startedAt));
  }

  /** @param lookup that of the request's key; begun right now, so that no event has been applied since. */
  private async verifyLater(
    request: VerifyRequest,
    lookup: Promise<StoredCredential | undefined>,
    door: Door,
    startedAt: number,
  ): Promise<Verdict> {
    const { eventBatches } = this.parts.lookup;
    const first = { eventBatches, found: this.settledAll([lookup]) };
    const [verdict = UNAVAILABLE] = await this.verifyTogether([request], first, door, startedAt);
    return verdict;
  }

  private look(requests: readonly VerifyRequest[]): Look {
    const { eventBatches } = this.parts.lookup;
    return { eventBatches, found: this.settledAll(this.find(requests)) };
  }

  private find(requests: readonly VerifyRequest[]): readonly Sought[] {
    const { lookup, rules } = this.parts;
    return requests.map(({ key }) => judgeText(key, rules) ?? lookup.find(key));
  }

  private settledAll(sought: readonly Sought[]): Promise<readonly (Found | Refused)[]> {
    return Promise.all(sought.map((each) => this.settled(each)));
  }

  /**
   * While one item waited for the store, an event about another may have been applied: then everything is looked up
   * again.
   */
  private async verifyTogether(
    requests: readonly VerifyRequest[],
    first: Look,
    door: Door,
    startedAt: number,
  ): Promise<readonly Verdict[]> {
    const { lookup, metrics } = this.parts;
    metrics.waiting += 1;
    try {
      let look = first;
      for (let looks = 1; looks <= MAX_LOOKS; looks++) {
        const found = await look.found;
        if (lookup.eventBatches === look.eventBatches) {
          return found.map((each, index) => this.answer(each, requests[index] ?? {}, door, startedAt));
        }
        if (looks < MAX_LOOKS) look = this.look(requests);
      }
      return requests.map((request) => this.answer('failed', request, door, startedAt));
    } finally {
      metrics.waiting -= 1;
    }
  }

  private async settled(found: Sought): Promise<Found | Refused> {
    try {
      return await found;
    } catch (error) {
      this.parts.onLookupFailure(error);
      return 'failed';
    }
  }

  /** The lease is asked last: the request has arrived before, and the answer leaves right after. */
  private answer(found: Found | Refused, question: Question, door: Door, startedAt: number): Verdict {
    const { lease, metrics, observer, clock } = this.parts;
    const now = clock.now().getTime();
    const judged = isRefused(found) ? found : this.judged(found, question, now);
    const verdict = lease.mayAnswer() ? judged : UNAVAILABLE;
    metrics.verdict(door, codeOf(verdict), startedAt);
    const seen = verdictSeen(verdict, now);
    if (seen !== null) observer(seen);
    return verdict;
  }

  private judged(found: Found, question: Question, now: number): Verdict {
    return found === 'failed' ? UNAVAILABLE : judge(found?.credential, found?.owner, question, now, this.parts.rules);
  }
}

function areAllKnown(sought: readonly Sought[]): sought is readonly Exclude<Sought, Promise<unknown>>[] {
  return !sought.some((each) => each instanceof Promise);
}

function isRefused(each: Found | Refused): each is Refused {
  return typeof each === 'object' && 'outcome' in each;
}
