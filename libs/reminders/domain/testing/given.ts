import { expect } from '@jest/globals';
import { type KeyringEvent } from '#contracts';
import { type MailId, nextMail, settledWith, wakesAt } from '../mail-plan.js';
import { evolve, type OwnerSchedules, unknownOwner } from '../owner-schedules.js';
import { onDay } from './events.js';

export interface Happened {
  readonly day: number;
  readonly event: KeyringEvent;
}

/** An event that happened `day` days after START. */
export function on(day: number, event: KeyringEvent): Happened {
  return { day, event };
}

/** What happens to `acme/ann`, in its order. A bare event happens at START. */
export function given(...history: readonly (KeyringEvent | Happened)[]): Story {
  return new Story(history.map((item) => ('event' in item ? item : on(0, item))));
}

export function schedulesOf(history: readonly Happened[]): OwnerSchedules {
  return history.reduce(
    (owner, { day, event }, index) => evolve(owner, { event, at: onDay(day).toISOString(), version: index + 1 }),
    unknownOwner('acme/ann'),
  );
}

class Story {
  constructor(
    private readonly history: readonly Happened[],
    private readonly leadDays = 7,
  ) {}

  /** With an operator's setting. */
  leading(days: number): Story {
    return new Story(this.history, days);
  }

  /** When the notifier looks on these days, and on no others. */
  lookingOn(...days: readonly number[]): Outcome {
    const settled: MailId[] = [];
    const mails: string[] = [];
    for (const day of days) {
      for (const schedule of this.until(day).keys) {
        for (let mail = this.mail(schedule, settled, day); mail !== null; mail = this.mail(schedule, settled, day)) {
          settled.push(...settledWith(mail, schedule, settled, onDay(day), this.leadDays));
          mails.push(`${String(day)} ${schedule.keyId} ${mail.stage}`);
        }
      }
    }
    return {
      thenMails: (...expected) => {
        expect(mails).toEqual(expected);
      },
    };
  }

  /** When nothing was sent yet by `day`. */
  seenOn(day: number): { thenWakesOn(expected: number | null): void } {
    const [schedule] = this.until(day).keys;
    if (schedule === undefined) throw new Error('the story has no key');
    return {
      thenWakesOn: (expected) => {
        expect(wakesAt(schedule, [], onDay(day), this.leadDays)).toEqual(expected === null ? null : onDay(expected));
      },
    };
  }

  private mail(schedule: OwnerSchedules['keys'][number], settled: readonly MailId[], day: number): MailId | null {
    return nextMail(schedule, settled, onDay(day), this.leadDays);
  }

  private until(day: number): OwnerSchedules {
    return schedulesOf(this.history.filter((happened) => happened.day <= day));
  }
}

interface Outcome {
  /** `<day> <keyId> <stage>` of each mail, in its order. */
  thenMails(...expected: readonly string[]): void;
}
