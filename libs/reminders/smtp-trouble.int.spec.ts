import { afterEach, describe, expect, it } from '@jest/globals';
import { keyCreated, keyRotated, reminderSet } from './domain/testing/events.js';
import { type Reaction } from '../../test/kit/mail-server.js';
import { ANN, NotifierSide } from './testing/notifier-side.js';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

describe('rotation reminders and a mail server in trouble', () => {
  let side: NotifierSide;

  afterEach(() => side.close());

  async function withReminderDueOnDay30(react?: (before: number) => Reaction | Promise<Reaction>) {
    side = await NotifierSide.open(react);
    const notifier = await side.start();
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    return notifier;
  }
  const outcomes = async ({
    metrics,
  }: Awaited<ReturnType<typeof withReminderDueOnDay30>>): Promise<Readonly<Record<string, number>>> => {
    const values = (await metrics.getSingleMetric('keyward_reminder_mails_total')?.get())?.values ?? [];
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels['outcome']), value]));
  };

  it('send at most one duplicate, under the same Message-ID, when the connection drops after DATA', async () => {
    const notifier = await withReminderDueOnDay30((before) => (before === 0 ? 'drop' : 'take'));
    side.day(30);
    await notifier.runOnce();
    expect(side.mails()).toHaveLength(1);
    for (const ms of [10 * SECOND_MS, HOUR_MS, 24 * HOUR_MS]) {
      side.wallPasses(ms);
      await notifier.runOnce();
    }
    expect(side.mails()).toHaveLength(2);
    expect(new Set(side.messageIds()).size).toBe(1);
    expect(await outcomes(notifier)).toEqual({ sent: 1, failed: 1, skipped: 0, rejected: 0, 'dead-lettered': 0 });
  });

  it('are repeated until the server is back, also over a restart', async () => {
    let notifier = await withReminderDueOnDay30();
    await side.server.stop();
    side.day(30);
    for (const ms of [0, HOUR_MS, 24 * HOUR_MS]) {
      side.wallPasses(ms);
      await notifier.runOnce();
    }
    expect(await outcomes(notifier)).toEqual({ sent: 0, failed: 3, skipped: 0, rejected: 0, 'dead-lettered': 0 });
    await side.server.restart();
    notifier = await side.restart(notifier);
    side.wallPasses(4 * HOUR_MS);
    await notifier.runOnce();
    expect(side.mails()).toHaveLength(1);
    expect(await outcomes(notifier)).toEqual({ sent: 1, failed: 0, skipped: 0, rejected: 0, 'dead-lettered': 0 });
  });

  it('wait between attempts, by the wall clock: moving domain time makes no attempt', async () => {
    const notifier = await withReminderDueOnDay30(() => new Error('451 try later'));
    side.day(30);
    await notifier.runOnce();
    side.day(80);
    await notifier.runOnce();
    expect(await outcomes(notifier)).toMatchObject({ failed: 1 });
    side.wallPasses(5 * SECOND_MS);
    await notifier.runOnce();
    expect(await outcomes(notifier)).toMatchObject({ failed: 2, 'dead-lettered': 0 });
  });

  it('are given up after 3 days, with a metric and a log line that names no address, and the next mail is not', async () => {
    let refusing = true;
    const notifier = await withReminderDueOnDay30(() =>
      refusing ? new Error('no room for ann@acme.example') : 'take',
    );
    side.day(23);
    for (let hours = 0; hours <= 3 * 24 + 5; hours++) {
      await notifier.runOnce();
      side.wallPasses(HOUR_MS);
    }
    expect(await outcomes(notifier)).toMatchObject({ sent: 0, 'dead-lettered': 1 });
    expect((await outcomes(notifier))['failed']).toBeGreaterThan(15);
    expect(side.lines.some((line) => line.includes('given up after 3 days') && line.includes('"keyId":"k1"'))).toBe(
      true,
    );
    expect(side.lines.join('')).not.toContain('ann@acme.example');
    refusing = false;
    side.day(29);
    await notifier.runOnce();
    expect(side.mails()).toEqual([]);
    side.day(30);
    await notifier.runOnce();
    expect(side.mails()).toHaveLength(1);
  });

  it('are refused for good by a 5xx: nothing is tried again, and nothing else is sent there, until another address is known', async () => {
    const tried: string[] = [];
    side = await NotifierSide.open((_before, [address = '']) => {
      tried.push(address);
      return address === 'ann@acme.example'
        ? Object.assign(new Error('no such user: Ann@ACME.example'), { responseCode: 550 })
        : 'take';
    });
    const notifier = await side.start();
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    for (const day of [23, 24, 30]) {
      side.day(day);
      await notifier.runOnce();
      side.wallPasses(5 * HOUR_MS);
      await notifier.runOnce();
    }
    expect(tried).toEqual(['ann@acme.example']);
    expect(await outcomes(notifier)).toEqual({ sent: 0, failed: 0, skipped: 0, rejected: 2, 'dead-lettered': 0 });
    expect(await notifier.contacts.isRefused(ANN)).toBe(true);
    expect(
      side.lines.filter((line) => line.includes('refused for good') && line.includes('"keyId":"k1"')),
    ).toHaveLength(2);
    expect(side.lines.join('')).not.toMatch(/ann@acme\.example/i);

    await notifier.contacts.remember(ANN, { email: 'new@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(31, keyRotated());
    side.day(54);
    await notifier.runOnce();
    expect(side.mails()).toEqual([expect.stringMatching(/^new@acme\.example: Rotate/)]);
  });

  it('are tried again, with an error in the log, while the server takes nothing from here', async () => {
    side = await NotifierSide.open(() => 'take', {
      onMailFrom: (_address, _session, answer) => {
        answer(Object.assign(new Error('who are you'), { responseCode: 550 }));
      },
    });
    const notifier = await side.start();
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    side.day(23);
    await notifier.runOnce();
    side.wallPasses(5 * SECOND_MS);
    await notifier.runOnce();
    expect(await outcomes(notifier)).toMatchObject({ failed: 2, rejected: 0 });
    expect(side.lines.filter((line) => line.includes('"level":50') && line.includes('SMTP_URL'))).toHaveLength(2);
    expect(await notifier.contacts.isRefused(ANN)).toBe(false);
  });

  it('are skipped, with a metric and without a fuss, when the address was erased; the next one is not when there is an address again', async () => {
    const notifier = await withReminderDueOnDay30();
    await notifier.contacts.erase(ANN);
    side.day(23);
    for (let minutes = 0; minutes <= 120; minutes++) {
      await notifier.runOnce();
      side.wallPasses(60 * SECOND_MS);
    }
    expect(await outcomes(notifier)).toEqual({ sent: 0, failed: 0, skipped: 1, rejected: 0, 'dead-lettered': 0 });
    expect(side.lines.filter((line) => line.includes('"fault"'))).toEqual([
      expect.stringMatching(/"level":30.*skipped/),
    ]);
    await notifier.contacts.remember(ANN, { email: 'new@acme.example', name: null, tokenIssuedAt: 1 });
    await notifier.runOnce();
    expect(side.mails()).toEqual([]);
    side.day(30);
    await notifier.runOnce();
    expect(side.mails()).toEqual([expect.stringMatching(/^new@acme\.example: /)]);
  });

  it('show what is due and for how long', async () => {
    const notifier = await withReminderDueOnDay30();
    side.day(24);
    const gauge = async (name: string) => (await notifier.metrics.getSingleMetric(name)?.get())?.values[0]?.value;
    expect(await gauge('keyward_reminders_due')).toBe(1);
    expect(await gauge('keyward_reminders_due_age_seconds')).toBeCloseTo(86_400, -2);
    await notifier.runOnce();
    expect(await gauge('keyward_reminders_due')).toBe(0);
    expect(await gauge('keyward_reminders_due_age_seconds')).toBe(0);
  });

  it('end after the mails that are under way when the notifier is closed', async () => {
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let arrived: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const notifier = await withReminderDueOnDay30(async (): Promise<Reaction> => {
      arrived();
      await asked;
      return 'take';
    });
    side.day(30);
    await side.stop(notifier);
    const second = side.notifier({ everyMs: 5 });
    await second.start();
    await underWay;
    const closed = side.stop(second);
    answer();
    await closed;
    const third = await side.start();
    await third.runOnce();
    expect(side.mails()).toHaveLength(1);
  });
});
