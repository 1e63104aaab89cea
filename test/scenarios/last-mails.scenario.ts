import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { MailServer } from '../kit/mail-server.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/** Mails about a key that ends, and addresses that end. */

const DAY_MS = 86_400_000;

/** Addresses that the mail server does not know, and how often it was asked for them. */
const unknown = new Map<string, number>();
const inbox = await MailServer.start(() => 'take', {
  onRcptTo: ({ address }, _session, answer) => {
    const asked = unknown.get(address);
    if (asked !== undefined) unknown.set(address, asked + 1);
    answer(asked === undefined ? null : Object.assign(new Error(`no such user: ${address}`), { responseCode: 550 }));
  },
});
const system = await start({ env: { SMTP_URL: inbox.url, MAIL_FROM: 'Keyward <keys@acme.example>' } });
system.alsoSearch(() => inbox.haystacks());
afterAll(async () => {
  await system.stop();
  await inbox.stop();
});

const mailsTo = ({ email }: User) => inbox.mails.filter((_, index) => inbox.recipients[index] === email);
const subjectsTo = (owner: User) => mailsTo(owner).map(({ headers }) => headers['subject']);

async function nothingIsDue(): Promise<void> {
  await eventually(
    async () => {
      expect(await system.metrics()).toMatch(/^keyward_reminders_due 0$/m);
    },
    { timeout: 10_000 },
  );
}

/** Until `owner` got mails of exactly these subjects, and nothing more is due to anybody. */
async function got(owner: User, subjects: readonly string[]): Promise<void> {
  await eventually(
    () => {
      expect(subjectsTo(owner)).toEqual(subjects);
    },
    { timeout: 10_000 },
  );
  await nothingIsDue();
  expect(subjectsTo(owner)).toEqual(subjects);
}

async function rejected(): Promise<number> {
  const counts = [...(await system.metrics()).matchAll(/^keyward_reminder_mails_total\{outcome="rejected"\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

const moment = (time: string | null) => {
  const when = new Date(time ?? '');
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(when)}, ${when.toISOString().slice(11, 16)} UTC`;
};
const expiring = (name: string, expiresAt: string | null) => `Your API key "${name}" expires on ${moment(expiresAt)}`;
const keyExpiringIn = async (days: number, owner: User) =>
  (
    await system
      .as(owner)
      .createKey({ name: 'Short-lived', expiresAt: new Date(system.now().getTime() + days * DAY_MS).toISOString() })
  ).key;

describe('a reminder on a key that expires', () => {
  it('before its date says so when it is set, and a mail comes 7 days before the expiry, once', async () => {
    const alice = person('alice', 'analyst');
    const key = await keyExpiringIn(19, alice);
    const answer = await system
      .as(alice)
      .request('PUT', `/v1/keys/${key.keyId}/reminder`, { body: { intervalDays: 30 } });
    expect(answer).toMatchObject({
      status: 200,
      body: { key: { reminder: { intervalDays: 30 } }, note: expect.stringContaining(moment(key.expiresAt)) },
    });
    await system.passDays(11.5);
    await nothingIsDue();
    expect(subjectsTo(alice)).toEqual([]);
    await system.passDays(1);
    await got(alice, [expiring(key.name, key.expiresAt)]);
    expect(mailsTo(alice)[0]?.text).toContain('not a later expiry');
    await system.as(alice).rotate(key.keyId);
    await system.restart();
    await system.passDays(60);
    await got(alice, [expiring(key.name, key.expiresAt)]);
  });

  it('set in the last week, sends the mail about that at once', async () => {
    const alice = person('alice', 'analyst');
    const key = await keyExpiringIn(5, alice);
    await system.as(alice).setReminder(key.keyId, 90);
    await got(alice, [expiring(key.name, key.expiresAt)]);
  });

  it('after an outage sends one mail, not a burst', async () => {
    const alice = person('alice', 'analyst');
    const key = await keyExpiringIn(33, alice);
    await system.as(alice).setReminder(key.keyId, 30);
    await system.kill();
    await system.start();
    await system.passDays(31);
    await got(alice, [expiring(key.name, key.expiresAt)]);
  });

  it.each<[string, (owner: User, keyId: string) => Promise<unknown>]>([
    ['revoking the key', (owner, keyId) => system.as(owner).revoke(keyId)],
    ['clearing it', (owner, keyId) => system.as(owner).clearReminder(keyId)],
  ])('sends nothing after %s', async (_what, end) => {
    const [alice, bob] = [person('alice', 'analyst'), person('bob', 'analyst')];
    const [key, kept] = [await keyExpiringIn(20, alice), await keyExpiringIn(20, bob)];
    await system.as(alice).setReminder(key.keyId, 30);
    await system.as(bob).setReminder(kept.keyId, 30);
    await end(alice, key.keyId);
    await system.passDays(14);
    await got(bob, [expiring(kept.name, kept.expiresAt)]);
    expect(subjectsTo(alice)).toEqual([]);
  });
});

describe('an address that the mail server refuses for good', () => {
  it('is not tried again, also not after a restart or for another mail, and is not logged; another one in a later token is used', async () => {
    const alice = person('alice', 'analyst');
    unknown.set(alice.email, 0);
    const { key } = await system.as(alice).createKey({ name: 'Zapier' });
    const { key: other } = await system.as(alice).createKey({ name: 'Dashboard' });
    await system.as(alice).setReminder(key.keyId, 30);
    const before = await rejected();
    await system.passDays(24);
    await eventually(
      async () => {
        expect(await rejected()).toBe(before + 1);
      },
      { timeout: 10_000 },
    );
    await system.restart();
    await system.as(alice).setReminder(other.keyId, 30);
    await eventually(
      async () => {
        expect(await rejected()).toBeGreaterThan(0);
      },
      { timeout: 10_000 },
    );
    await nothingIsDue();
    expect(unknown.get(alice.email)).toBe(1);

    const moved = { ...alice, email: `moved-${alice.email}` };
    await system.as(moved).listKeys();
    await system.passDays(7);
    await eventually(
      () => {
        expect(subjectsTo(moved).sort()).toEqual([
          'Your API key "Dashboard" is due for rotation',
          'Your API key "Zapier" is due for rotation',
        ]);
      },
      { timeout: 10_000 },
    );
    expect([unknown.get(alice.email), system.output.includes(alice.email)]).toEqual([1, false]);
  });
});
