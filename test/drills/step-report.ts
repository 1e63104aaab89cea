import { askedAfterConfirmedEnd, type History, violationsIn } from '../faults/history.js';
import { aligned } from '../kit/aligned.js';

export interface Step {
  readonly what: string;
  readonly tookMs: number;
  /** `performance.now()`; `until` the next one begins. */
  readonly from: number;
  readonly until: number;
}

/** As reports show it. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

const REFUSED: readonly string[] = ['unavailable', 'lost'];

/** What was asked during each step of a work, and how it was answered. */
export class StepReport {
  static readonly heads: readonly string[] = [
    'work',
    'took, s',
    'verdicts',
    'after an end',
    'wrong',
    'refused',
    'commands',
    'no answer',
  ];

  constructor(
    private readonly steps: readonly Step[],
    private readonly history: History,
  ) {}

  /** As a table. */
  table(): string {
    return aligned([StepReport.heads, ...this.rows()]);
  }

  rows(): readonly (readonly string[])[] {
    return this.steps.map((step) => {
      const { asked, judged, wrong, refused, commands, unanswered } = this.seenIn(step);
      return [step.what, seconds(step.tookMs), ...[asked, judged, wrong, refused, commands, unanswered].map(String)];
    });
  }

  /** The steps in which verdicts were refused, and how many. */
  refused(): readonly string[] {
    return this.where(({ refused }) => refused);
  }

  /** The steps in which commands have no answer, and how many. */
  unanswered(): readonly string[] {
    return this.where(({ unanswered }) => unanswered);
  }

  private where(count: (seen: ReturnType<StepReport['seenIn']>) => number): readonly string[] {
    return this.steps.flatMap((step) => {
      const found = count(this.seenIn(step));
      return found === 0 ? [] : [`${step.what}: ${String(found)}`];
    });
  }

  private seenIn({ from, until }: Step) {
    const isIn = (at: number): boolean => at >= from && at < until;
    const verifications = this.history.verifications.filter(({ startedAt }) => isIn(startedAt));
    const commands = this.history.commands.filter(({ invokedAt }) => isIn(invokedAt));
    return {
      asked: verifications.length,
      judged: askedAfterConfirmedEnd({ commands: this.history.commands, verifications }),
      wrong: this.wrongBefore(until) - this.wrongBefore(from),
      refused: verifications.filter(({ code }) => REFUSED.includes(code)).length,
      commands: commands.length,
      unanswered: commands.filter(({ outcome }) => outcome === 'unknown').length,
    };
  }

  /** By the whole history: what a replica said before counts, too. */
  private wrongBefore(moment: number): number {
    const { commands, verifications } = this.history;
    return violationsIn({ commands, verifications: verifications.filter(({ startedAt }) => startedAt < moment) })
      .length;
  }
}
