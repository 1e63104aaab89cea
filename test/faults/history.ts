import { type OwnerId } from '#contracts';

/**
 * `confirmed`: every replica shows it, says the answer. `acknowledged`: it stands, and a replica may not show it yet.
 * `refused`: it did not happen. `unknown`: no answer, or one that leaves open whether it happened.
 */
export type Outcome = 'confirmed' | 'acknowledged' | 'refused' | 'unknown';

/** A command as its sender knows it. Times are milliseconds of `performance.now()`. */
export interface Command {
  readonly action: 'create' | 'rotate' | 'end-grace' | 'revoke' | 'remind';
  readonly ownerId: OwnerId;
  /** null: a create whose answer never came. */
  readonly keyId: string | null;
  /** The credential that the answer showed. */
  readonly issues: string | null;
  /** Credentials that nobody may accept any more once it is confirmed. */
  readonly ends: readonly string[];
  readonly invokedAt: number;
  readonly answeredAt: number;
  readonly outcome: Outcome;
}

/** A question about a credential whose secret the asker had been shown. */
export interface Verification {
  readonly credentialId: string;
  readonly keyId: string;
  /** Address of the replica that was asked. */
  readonly replica: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** The verdict's code; `unavailable`: 503; `lost`: no answer came. */
  readonly code: string;
}

export interface History {
  readonly commands: readonly Command[];
  readonly verifications: readonly Verification[];
}

/** When what was done about a credential was said and known, at the earliest. */
interface Fate {
  readonly issueConfirmedAt: number;
  readonly endInvokedAt: number;
  readonly endConfirmedAt: number;
}

const NO_VERDICT: readonly string[] = ['unavailable', 'lost'];
const ENDED: readonly string[] = ['revoked', 'grace-ended'];

/**
 * What no client may ever see, whatever fails: a credential accepted by a verification that started after its end was
 * confirmed, or again by a replica that had refused it; one unknown that started after its issue was confirmed; one
 * refused that nobody had asked to end.
 */
export function violationsIn({ commands, verifications }: History): readonly string[] {
  const fates = fatesOf(commands);
  const refusedAt = new Map<string, number>();
  for (const { replica, credentialId, code, endedAt } of verifications) {
    const at = `${replica} ${credentialId}`;
    if (ENDED.includes(code)) refusedAt.set(at, Math.min(endedAt, refusedAt.get(at) ?? Infinity));
  }
  return verifications.flatMap((verification) => {
    const { credentialId, replica, code, startedAt, endedAt } = verification;
    const fate = fates.get(credentialId);
    const violation = (what: string) => [`${what}: ${JSON.stringify({ ...verification, ...fate })}`];
    if (NO_VERDICT.includes(code)) return [];
    if (fate === undefined) return violation('nobody was shown this credential');
    if (code === 'valid') {
      if (startedAt >= fate.endConfirmedAt) return violation('accepted after its end was confirmed');
      return startedAt >= (refusedAt.get(`${replica} ${credentialId}`) ?? Infinity)
        ? violation('accepted by a replica that had refused it')
        : [];
    }
    if (code === 'unknown')
      return startedAt >= fate.issueConfirmedAt ? violation('unknown after its issue was confirmed') : [];
    if (ENDED.includes(code))
      return endedAt <= fate.endInvokedAt ? violation('refused, and nobody had asked to end it') : [];
    return violation('a verdict that nothing explains');
  });
}

/**
 * How many verifications of ended credentials could have shown a violation: a history without any has not judged
 * anything.
 */
export function askedAfterConfirmedEnd({ commands, verifications }: History): number {
  const fates = fatesOf(commands);
  return verifications.filter(
    ({ credentialId, startedAt, code }) =>
      ENDED.includes(code) && startedAt >= (fates.get(credentialId)?.endConfirmedAt ?? Infinity),
  ).length;
}

/** How many commands came to what, and how often which verdict was given, for the report of a failure. */
export function summaryOf({ commands, verifications }: History): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of [
    ...commands.map(({ action, outcome }) => `${action}: ${outcome}`),
    ...verifications.map(({ replica, code }) => `${code} at ${replica}`),
  ]) {
    counts[each] = (counts[each] ?? 0) + 1;
  }
  return counts;
}

function fatesOf(commands: readonly Command[]): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  const learn = (credentialId: string, known: Partial<Fate>) => {
    const {
      issueConfirmedAt = Infinity,
      endInvokedAt = Infinity,
      endConfirmedAt = Infinity,
    } = fates.get(credentialId) ?? {};
    fates.set(credentialId, {
      issueConfirmedAt: Math.min(issueConfirmedAt, known.issueConfirmedAt ?? Infinity),
      endInvokedAt: Math.min(endInvokedAt, known.endInvokedAt ?? Infinity),
      endConfirmedAt: Math.min(endConfirmedAt, known.endConfirmedAt ?? Infinity),
    });
  };
  for (const { issues, ends, outcome, invokedAt, answeredAt } of commands) {
    if (issues !== null) learn(issues, outcome === 'confirmed' ? { issueConfirmedAt: answeredAt } : {});
    for (const credentialId of outcome === 'refused' ? [] : ends) {
      learn(credentialId, { endInvokedAt: invokedAt, ...(outcome === 'confirmed' && { endConfirmedAt: answeredAt }) });
    }
  }
  return fates;
}
