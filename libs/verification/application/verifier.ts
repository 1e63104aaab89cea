import { type Clock, type VerifyRequest } from '#contracts';
import { type ReplicaLease } from '#propagation';
import { codeOf, judge, judgeText, type JudgingRules, type Question, UNAVAILABLE, type Verdict } from '../domain/judge.js';
import { type StoredCredential } from '../ports/verification-store.js';
import { type CredentialLookup } from './credential-lookup.js';
import { seenVerdict, type VerdictObserver } from './verdict-observer.js';
import { type VerificationMetrics } from './verification-metrics.js';

export interface VerifierParts {
  readonly rules: JudgingRules;
  readonly lookup: Pick<CredentialLookup, 'find'>;
  readonly lease: Pick<ReplicaLease, 'mayAnswer'>;
  readonly clock: Clock;
  readonly metrics: VerificationMetrics;
  readonly observer: VerdictObserver;
  /** The read model could not be asked; the verdict is `unavailable`. */
  readonly onLookupFailure: (error: unknown) => void;
}

/** What the look-up of one key came to; `failed`: the read model could not be asked. */
type Found = StoredCredential | undefined | 'failed';

/**
 * Gives verdicts. Never a guess: without the lease, the read model or all of an owner's events the verdict is `unavailable`.
 * A verdict is for the answer that leaves now; it is not to be kept.
 */
export class Verifier {
  constructor(private readonly parts: VerifierParts) {}

  /** Answers without a promise when nothing has to be waited for. Never rejects. */
  verify(key: string, question: Question): Verdict | Promise<Verdict> {
    const startedAt = performance.now();
    const refused = judgeText(key, this.parts.rules);
    if (refused !== null) return this.leave(refused, startedAt);
    const found = this.parts.lookup.find(key);
    return found instanceof Promise ? this.verifyLater(found, question, startedAt) : this.leave(this.judged(found, question), startedAt);
  }

  /** In the order of `requests`. Everything is looked up first, so that all verdicts are given at the moment they leave. Never rejects. */
  async verifyBatch(requests: readonly VerifyRequest[]): Promise<readonly Verdict[]> {
    const startedAt = performance.now();
    const found = await Promise.all(requests.map(async ({ key }) => judgeText(key, this.parts.rules) ?? this.settled(this.parts.lookup.find(key))));
    return found.map((each, index) => this.leave(isVerdict(each) ? each : this.judged(each, requests[index] ?? {}), startedAt));
  }

  private async verifyLater(found: Promise<StoredCredential | undefined>, question: Question, startedAt: number): Promise<Verdict> {
    return this.leave(this.judged(await this.settled(found), question), startedAt);
  }

  private async settled(found: StoredCredential | undefined | Promise<StoredCredential | undefined>): Promise<Found> {
    try {
      return await found;
    } catch (error) {
      this.parts.onLookupFailure(error);
      return 'failed';
    }
  }

  private judged(found: Found, question: Question): Verdict {
    return found === 'failed' ? UNAVAILABLE : judge(found?.credential, found?.owner, question, this.parts.clock.now().getTime(), this.parts.rules);
  }

  /** The lease is asked last: the request has arrived before, and the answer leaves right after. */
  private leave(judged: Verdict, startedAt: number): Verdict {
    const { lease, metrics, observer, clock } = this.parts;
    const verdict = lease.mayAnswer() ? judged : UNAVAILABLE;
    metrics.verdict(codeOf(verdict), startedAt);
    const seen = seenVerdict(verdict, clock.now().getTime());
    if (seen !== null) observer(seen);
    return verdict;
  }
}

function isVerdict(each: Found | Verdict): each is Verdict {
  return typeof each === 'object' && 'outcome' in each;
}
