import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteReminderStore } from './adapters/sqlite/sqlite-reminder-store.js';
import {
  allKeysRevoked,
  keyCreated,
  keyRevoked,
  keyRotated,
  onDay,
  ownerDeactivated,
  ownerReactivated,
  reminderSet,
} from './domain/testing/events.js';
import { ANN, CONSOLE_URL, NotifierSide, type NotifierUnderTest, overriding } from './testing/notifier-side.js';

const APPROACHING = 'ann@acme.example: Rotate your API key "Weekly Report Script" by 1 April 2026, 09:00 UTC';
const DUE = 'ann@acme.example: Your API key "Weekly Report Script" is due for rotation';

describe('rotation reminders over a mail server', () => {
  let side: NotifierSide;
  let notifier: NotifierUnderTest;

  beforeEach(async () => {
    side = await NotifierSide.open();
    notifier = await side.start();
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
  });
  afterEach(() => side.close());

  async function lookOn(...days: readonly number[]): Promise<void> {
    for (const day of days) {
      side.day(day);
      await notifier.runOnce();
    }
  }

  it('mail when the key approaches the rotation date, and on the day, as the guide says', async () => {
    await side.happens(0, keyCreated());
    await side.happens(1, reminderSet(90));
    await lookOn(1, 30, 60, 82);
    expect(side.mails()).toEqual([]);
    await lookOn(83);
    expect(side.mails()).toEqual([APPROACHING]);
    await lookOn(84, 89, 90);
    expect(side.mails()).toEqual([APPROACHING, DUE]);
    await lookOn(91, 120, 400);
    expect(side.mails()).toEqual([APPROACHING, DUE]);
  });

  it('say which key, its age, the date, how to rotate and where', async () => {
    await side.happens(0, [keyCreated({ name: 'Zapier <b>&"Ops"' }), reminderSet(90)]);
    await lookOn(83);
    const [mail] = side.server.mails;
    for (const fact of [
      'Zapier <b>&"Ops"',
      'claribi_sk_live_1-c1…',
      '83 days',
      'in 7 days',
      '1 April 2026, 09:00 UTC',
      'a grace period (36 hours unless you choose otherwise)',
      'every 90 days',
      'Click Rotate',
      CONSOLE_URL,
    ]) {
      expect(mail?.text).toContain(fact);
    }
    expect(mail?.html).toContain('Zapier &lt;b&gt;&amp;&quot;Ops&quot;');
    expect(mail?.html).not.toContain('Zapier <b>');
    expect(mail?.html).toContain(`<a href="${CONSOLE_URL}">`);
    expect(JSON.stringify(mail)).not.toContain('ab'.repeat(32));
  });

  it('say when a key expires, 7 days before, and that a rotation does not change that; once, also over a rotation', async () => {
    await side.happens(0, [keyCreated({ expiresAt: onDay(19) }), reminderSet(30)]);
    await lookOn(11.9);
    expect(side.mails()).toEqual([]);
    await lookOn(12);
    const subject = 'ann@acme.example: Your API key "Weekly Report Script" expires on 20 January 2026, 09:00 UTC';
    expect(side.mails()).toEqual([subject]);
    const [mail] = side.server.mails;
    for (const fact of [
      'in 7 days',
      'From then on it is refused',
      'not a later expiry',
      '+ Create API Key',
      CONSOLE_URL,
    ])
      expect(mail?.text).toContain(fact);
    expect(mail?.text).not.toContain('Rotate by');
    await side.happens(13, keyRotated());
    notifier = await side.restart(notifier);
    await lookOn(14, 18, 19, 40, 60);
    expect(side.mails()).toEqual([subject]);
  });

  it('move with a rotation in the middle of the interval', async () => {
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    await lookOn(23);
    await side.happens(25, keyRotated());
    await lookOn(30, 47);
    expect(side.mails()).toHaveLength(1);
    await lookOn(48, 55);
    expect(side.mails()).toHaveLength(3);
    expect(new Set(side.messageIds()).size).toBe(3);
    expect(side.server.mails[1]?.text).toContain('claribi_sk_live_1-c2…');
  });

  it('are one mail at once, not two, when set after the date', async () => {
    await side.happens(0, keyCreated());
    await side.happens(100, reminderSet(90));
    await lookOn(100, 100, 101);
    expect(side.mails()).toEqual([DUE]);
    expect(side.server.mails[0]?.text).toContain('10 days ago');
  });

  it('are one mail for each key after an outage of days, not a burst', async () => {
    const keys = ['k1', 'k2', 'k3'];
    await side.happens(
      0,
      keys.flatMap((keyId) => [keyCreated({ keyId, name: keyId }), reminderSet(30, keyId)]),
    );
    await lookOn(200, 201, 202);
    expect([...side.mails()].sort()).toEqual(
      keys.map((name) => `ann@acme.example: Your API key "${name}" is due for rotation`),
    );
  });

  it('are cancelled by revoking all and by a deactivation, and come back with a reactivation', async () => {
    await side.happens(0, [
      keyCreated({ keyId: 'old' }),
      reminderSet(30, 'old'),
      allKeysRevoked,
      keyCreated(),
      reminderSet(30),
    ]);
    await side.happens(10, ownerDeactivated);
    await lookOn(25, 35);
    expect(side.mails()).toEqual([]);
    await side.happens(40, ownerReactivated);
    await lookOn(40);
    expect(side.mails()).toEqual([DUE]);
  });

  it('are not sent when the key is revoked between claim and send', async () => {
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    const store = SqliteReminderStore.open(join(side.folder, 'reminders.db'));
    const late = side.notifier({
      store: overriding(store, {
        claim: async (request) => {
          const claims = await store.claim(request);
          if (claims.length > 0) await side.happens(23, keyRevoked());
          return claims;
        },
      }),
    });
    side.day(23);
    await late.runOnce();
    await lookOn(24, 30);
    expect(side.mails()).toEqual([]);
    expect(await store.backlog(side.clock.now())).toEqual({ due: 0, oldest: null });
  });

  it('are sent again at most once, under the same Message-ID, when the notifier dies between send and mark', async () => {
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    const store = SqliteReminderStore.open(join(side.folder, 'reminders.db'));
    const dying = side.notifier({ store: overriding(store, { conclude: () => Promise.reject(new Error('killed')) }) });
    side.day(23);
    await expect(dying.runOnce()).rejects.toThrow('killed');
    expect(side.mails()).toHaveLength(1);

    notifier = await side.restart(notifier);
    await lookOn(23.1);
    expect(side.mails()).toHaveLength(1);
    side.wallPasses(300_000);
    await lookOn(23.2, 23.3, 24);
    expect(side.mails()).toHaveLength(2);
    expect(new Set(side.messageIds()).size).toBe(1);
  });

  it('are sent again at once by the only process that can have the store, whatever was claimed before it', async () => {
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    const path = join(side.folder, 'reminders.db');
    const killed = SqliteReminderStore.open(path);
    await killed.claim({ dueBy: onDay(23), at: new Date(), claimMs: 300_000, limit: 1 });
    await lookOn(23);
    expect(side.mails()).toEqual([]);
    notifier = side.notifier({ store: SqliteReminderStore.open(path, { soleProcess: true }) });
    await lookOn(23);
    expect(side.mails()).toHaveLength(1);
  });

  it('change nothing when key-events comes again from its beginning', async () => {
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    await lookOn(23);
    await side.happens(25, keyRotated());
    side.day(40);
    notifier = await side.restart(notifier, () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(side.folder, `derived.db${suffix}`), { force: true });
    });
    await side.happens(40, keyCreated({ keyId: 'k2' }));
    await lookOn(40, 47.9);
    expect(side.mails()).toHaveLength(1);
    await lookOn(48, 55, 56);
    expect(side.mails()).toHaveLength(3);
  });

  it('are shared by notifiers on one store: each mail goes out once', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `k${String(index)}`);
    await side.happens(
      0,
      keys.flatMap((keyId) => [keyCreated({ keyId, name: keyId }), reminderSet(30, keyId)]),
    );
    side.day(30);
    const others = [notifier, side.notifier(), side.notifier()];
    await Promise.all(others.map((each) => each.runOnce()));
    expect(side.mails()).toHaveLength(200);
    expect(new Set(side.messageIds()).size).toBe(200);
  });

  it('drain without a miss when 10,000 are due at once', async () => {
    const names: string[] = [];
    for (let owner = 0; owner < 100; owner++) {
      const ownerId = `acme/user-${String(owner)}`;
      const keys = Array.from({ length: 100 }, (_, key) => `k-${String(owner)}-${String(key)}`);
      names.push(...keys);
      await side.log.publisher.send(
        'key-events',
        keys
          .flatMap((keyId) => [keyCreated({ keyId, name: keyId }), reminderSet(30, keyId)])
          .map((event) => side.record(0, event, ownerId)),
      );
      await notifier.contacts.remember(ownerId, {
        email: `user-${String(owner)}@acme.example`,
        name: null,
        tokenIssuedAt: 1,
      });
    }
    await side.caughtUp();
    await lookOn(30);
    const named = side.server.mails.map(({ headers }) => /"(.*)"/.exec(headers['subject'] ?? '')?.[1]);
    expect(named.sort()).toEqual(names.sort());
    await lookOn(31);
    expect(side.mails()).toHaveLength(10_000);
  }, 300_000);
});
