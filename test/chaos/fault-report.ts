import { aligned } from '../kit/aligned.js';

export interface Suffered {
  /** From the end of the fault, a start included, until everything was as before. */
  readonly recoveryMs: number;
  /** A lease and its margin, and a start. */
  readonly boundMs: number;
  /** Verdicts that were not given. */
  readonly refused: number;
  /** Questions and commands without an answer that says what happened. */
  readonly unanswered: number;
  /** `performance.now()` */
  readonly from: number;
  readonly until: number;
}

/** What each kind of fault did, as one table. */
export class FaultReport {
  private readonly suffered = new Map<string, Suffered[]>();

  constructor(private readonly leaseMs: number) {}

  add(fault: string, what: Suffered): void {
    this.suffered.set(fault, [...(this.suffered.get(fault) ?? []), what]);
  }

  /** @param wrongBefore how many answers were wrong to questions that were asked before a moment. */
  table(wrongBefore: (moment: number) => number): string {
    const heads = ['fault', 'times', 'recovery p50', 'max, ms', 'in bound', 'refused', 'no answer', 'wrong'];
    const rows = [...this.suffered].map(([fault, all]) => {
      const recoveries = all.map(({ recoveryMs }) => recoveryMs).sort((a, b) => a - b);
      const sum = (pick: (each: Suffered) => number): string =>
        String(all.reduce((total, each) => total + pick(each), 0));
      return [
        fault,
        String(all.length),
        (recoveries[Math.floor(recoveries.length / 2)] ?? 0).toFixed(0),
        (recoveries.at(-1) ?? 0).toFixed(0),
        `${String(all.filter(({ recoveryMs, boundMs }) => recoveryMs <= boundMs).length)}/${String(all.length)}`,
        sum(({ refused }) => refused),
        sum(({ unanswered }) => unanswered),
        sum(({ from, until }) => wrongBefore(until) - wrongBefore(from)),
      ];
    });
    const bound = Math.max(0, ...[...this.suffered.values()].flat().map(({ boundMs }) => boundMs));
    const note = `bound: 1¼ × LEASE_MS of ${String(this.leaseMs)} and a start, at most ${bound.toFixed(0)} ms here`;
    return [aligned([heads, ...rows.sort(([a = ''], [b = '']) => a.localeCompare(b))]), note].join('\n');
  }
}
