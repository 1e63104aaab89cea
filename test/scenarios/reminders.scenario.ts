import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../kit/eventually.js';
import { MailServer, type Reaction } from '../kit/mail-server.js';
import { readMail } from '../kit/received-mail.js';
import { type System } from '../kit/system.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/** What the guide says under "Setting Up Rotation Reminders", and what it means on bad days. */

const CONSOLE_URL = 'https://keys.acme.example/';
/** What a killed process was sending comes after this time at the latest. */
const CLAIM_MS = 10_000;

const taking = (): Reaction => 'take';
/** What the mail server does with a mail to `address` from now on. */
let react: (address: string) => Reaction | Promise<Reaction> = taking;
const inbox = await MailServer.start((_before, [address = '']) => react(address));
const system = await start({
  env: {
    SMTP_URL: inbox.url,
    MAIL_FROM: 'Keyward <keys@acme.example>',
    CONSOLE_URL,
    GRACE_HOURS: '48',
    REMINDER_CLAIM_MS: String(CLAIM_MS),
  },
});
system.alsoSearch(() => inbox.haystacks());
afterAll(async () => {
  await system.stop();
  await inbox.stop();
});

const moment = (time: string | null | undefined) => {
  const when = new Date(time ?? '');
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(when)}, ${when.toISOString().slice(11, 16)} UTC`;
};
const approaching = (name: string, dueAt: string | undefined) => `Rotate your API key "${name}" by ${moment(dueAt)}`;
const due = (name: string) => `Your API key "${name}" is due for rotation`;

/** What `address` got, in order. */
const mailsTo = (address: string) => inbox.mails.filter((_, index) => inbox.recipients[index] === address);
const subjectsTo = (address: string) => mailsTo(address).map(({ headers }) => headers['subject']);
const messagesTo = (address: string) => new Set(mailsTo(address).map(({ headers }) => headers['message-id']));

/** Until `owner` got mails of exactly these subjects, and nothing more is due to anybody. */
async function got(owner: Pick<User, 'email'>, subjects: readonly string[]): Promise<void> {
  await eventually(
    () => {
      expect(subjectsTo(owner.email)).toEqual(subjects);
    },
    { timeout: CLAIM_MS + 10_000 },
  );
  await nothingIsDue();
  expect(subjectsTo(owner.email)).toEqual(subjects);
}

async function nothingIsDue(): Promise<void> {
  await eventually(
    async () => {
      expect(await system.metrics()).toMatch(/^keyward_reminders_due 0$/m);
    },
    { timeout: 10_000 },
  );
}

/** Somebody with a key called `name` and a reminder of 30 days on it. */
async function withReminder(name = 'Zapier Integration', owner = person('alice', 'analyst'), on = system) {
  const { secret, key } = await on.as(owner).createKey({ name });
  const { reminder } = await on.as(owner).setReminder(key.keyId, 30);
  return { owner, name, secret, key, dueAt: reminder?.dueAt };
}

describe('setting up rotation reminders', () => {
  it('each key shows its age', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    for (const days of [0, 1, 7]) {
      await system.setClock(new Date(Date.parse(key.createdAt) + days * 86_400_000 + 3_600_000));
      expect((await alice.listKeys()).map(({ ageDays }) => ageDays)).toEqual([days]);
    }
  });

  it('keys older than 90 days show a warning', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    const warns = async (days: number) => {
      await system.setClock(new Date(Date.parse(key.createdAt) + days * 86_400_000 + 3_600_000));
      return (await alice.showKey(key.keyId)).rotationDue;
    };
    expect([await warns(89), await warns(90)]).toEqual([false, true]);
    await alice.rotate(key.keyId);
    expect((await alice.showKey(key.keyId)).rotationDue).toBe(false);
  });

  it.each([30, 60, 90] as const)(
    'an e-mail is sent when the key approaches the rotation date, and one on it: every %d days',
    async (intervalDays) => {
      const alice = person('alice', 'analyst');
      const { key } = await system.as(alice).createKey({ name: 'BI Dashboard Feed' });
      const { reminder } = await system.as(alice).setReminder(key.keyId, intervalDays);
      expect(reminder).toEqual({
        intervalDays,
        dueAt: new Date(Date.parse(key.createdAt) + intervalDays * 86_400_000).toISOString(),
      });
      await system.passDays(intervalDays - 7.5);
      await nothingIsDue();
      expect(subjectsTo(alice.email)).toEqual([]);
      await system.passDays(1);
      const first = approaching(key.name, reminder?.dueAt);
      await got(alice, [first]);
      await system.passDays(6);
      await got(alice, [first]);
      await system.passDays(1);
      await got(alice, [first, due(key.name)]);
      await system.passDays(200);
      await got(alice, [first, due(key.name)]);
    },
  );

  it.each([7, 14, 31, 0, '30', null])('no other interval is taken: %j', async (intervalDays) => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    expect(await alice.request('PUT', `/v1/keys/${key.keyId}/reminder`, { body: { intervalDays } })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });

  it('the mail says which key, its age, the date, how to rotate it and where; never the secret', async () => {
    const { owner, key, secret, dueAt } = await withReminder('Reports <weekly> & "more"');
    await system.passDays(24.5);
    await got(owner, [approaching(key.name, dueAt)]);
    const mail = mailsTo(owner.email).at(-1);
    expect(mail?.headers).toMatchObject({
      from: 'Keyward <keys@acme.example>',
      to: `${owner.name} <${owner.email}>`,
      'message-id': expect.stringMatching(/^<\S+@acme\.example>$/),
    });
    expect(mail?.text).toMatch(/^Hello alice,/);
    for (const part of [mail?.text, mail?.html]) {
      for (const fact of [key.hint, '24 days', 'Click Rotate', '48 hours', moment(dueAt), CONSOLE_URL])
        expect(part).toContain(fact);
      expect(part).not.toContain(secret.slice(-32));
    }
    expect(mail?.text).toContain(key.name);
    expect(mail?.html).toContain('Reports &lt;weekly&gt; &amp; &quot;more&quot;');
  });

  it('needs an address: a token without one is refused, until the address is known', async () => {
    const alice = person('alice', 'analyst');
    const { key } = await system.as(alice).createKey();
    const set = (headers: Record<string, string>) =>
      system.as(alice).request('PUT', `/v1/keys/${key.keyId}/reminder`, { body: { intervalDays: 30 }, headers });
    const without = { authorization: `Bearer ${await system.tokenOf(alice, { email: undefined })}` };
    expect(await set(without)).toMatchObject({
      status: 422,
      body: { code: 'contact-unknown', detail: expect.stringMatching(/e-?mail/i) },
    });
    expect((await system.as(alice).showKey(key.keyId)).reminder).toBeNull();
    expect((await set({})).status).toBe(200);
    expect((await set(without)).status).toBe(200);
  });
});

describe('a reminder follows its key', () => {
  it('a rotation moves it', async () => {
    const { owner, key, name } = await withReminder();
    const other = await withReminder('Not rotated', owner);
    await system.passDays(15.5);
    const { key: rotated } = await system.as(owner).rotate(key.keyId);
    expect(Date.parse(rotated.reminder?.dueAt ?? '') - Date.parse(rotated.rotatedAt ?? '')).toBe(30 * 86_400_000);
    await system.passDays(15);
    await got(owner, [due(other.name)]);
    await system.passDays(8);
    await got(owner, [due(other.name), approaching(name, rotated.reminder?.dueAt)]);
    await system.as(owner).rotate(key.keyId);
    await system.passDays(7.5);
    await got(owner, [due(other.name), approaching(name, rotated.reminder?.dueAt)]);
  });

  it.each<[string, (owner: User, keyId: string) => Promise<unknown>]>([
    ['revoking the key', (owner, keyId) => system.as(owner).revoke(keyId)],
    ['clearing it', (owner, keyId) => system.as(owner).clearReminder(keyId)],
  ])("%s ends it, and no other key's", async (_what, end) => {
    const { owner, key } = await withReminder();
    const kept = await withReminder('Kept', owner);
    await end(owner, key.keyId);
    await system.passDays(23.5);
    await got(owner, [approaching(kept.name, kept.dueAt)]);
    await system.passDays(7);
    await got(owner, [approaching(kept.name, kept.dueAt), due(kept.name)]);
  });

  it("its key's expiry ends it", async () => {
    const { owner, name } = await withReminder('Kept');
    const { key } = await system
      .as(owner)
      .createKey({ expiresAt: new Date(system.now().getTime() + 20 * 86_400_000).toISOString() });
    await system.as(owner).setReminder(key.keyId, 30);
    await system.passDays(31);
    await got(owner, [due(name)]);
  });

  it('deactivating the owner silences it, reactivating brings it back', async () => {
    const { owner, name } = await withReminder();
    const bob = system.as(person('bob', 'administrator'));
    const { owner: other, ...kept } = await withReminder('Kept');
    await bob.setMember(owner.userId, { active: false });
    await system.passDays(24);
    await got(other, [approaching(kept.name, kept.dueAt)]);
    await system.passDays(10);
    await got(other, [approaching(kept.name, kept.dueAt), due(kept.name)]);
    expect(subjectsTo(owner.email)).toEqual([]);
    await bob.setMember(owner.userId, { active: true });
    await got(owner, [due(name)]);
  });

  it('set when its date is past already, it sends one mail at once, not two', async () => {
    const alice = person('alice', 'analyst');
    const { key } = await system.as(alice).createKey();
    await system.passDays(45);
    await system.as(alice).setReminder(key.keyId, 30);
    await got(alice, [due(key.name)]);
    await system.passDays(45);
    await got(alice, [due(key.name)]);
  });
});

describe('the address', () => {
  it('from a later token is used from then on', async () => {
    const { owner, name, dueAt } = await withReminder();
    await system.passDays(24);
    await got(owner, [approaching(name, dueAt)]);
    const moved = { ...owner, email: `moved-${owner.email}`, name: 'Alice New' };
    await system.as(moved).listKeys();
    await system.passDays(7);
    await got(moved, [due(name)]);
    expect(mailsTo(moved.email).at(-1)?.headers['to']).toBe(`Alice New <${moved.email}>`);
    expect(subjectsTo(owner.email)).toHaveLength(1);
  });

  it('is stored only for owners with a reminder, and logged for none', async () => {
    const { owner } = await withReminder();
    const without = person('without-reminder', 'analyst');
    const { key } = await system.as(without).createKey();
    await system.as(without).rotate(key.keyId);
    await system.as({ ...without, email: `moved-${without.email}` }).listKeys();
    const found = await system.stored();
    const stored = (address: string) => found.some(({ bytes }) => bytes.includes(address));
    expect([stored(owner.email), stored(without.email), system.output.includes('@example.test')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('on bad days', () => {
  afterEach(() => {
    react = taking;
  });

  it('after an outage of weeks each key gets one mail, not a burst', async () => {
    const owner = person('alice', 'analyst');
    const names = ['A', 'B', 'C'];
    for (const name of names) await withReminder(name, owner);
    await system.kill();
    await system.start();
    await system.passDays(60);
    const sortedSubjects = () => subjectsTo(owner.email).sort();
    await eventually(
      () => {
        expect(sortedSubjects()).toEqual(names.map(due));
      },
      { timeout: 10_000 },
    );
    await system.restart();
    await system.passDays(60);
    await nothingIsDue();
    expect(sortedSubjects()).toEqual(names.map(due));
  });

  it('a mail that the server is not there for goes out when it is back, over a restart', async () => {
    const failed = async () =>
      [...(await system.metrics()).matchAll(/^keyward_reminder_mails_total\{outcome="failed"\} (\d+)$/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
    const { owner, name, dueAt } = await withReminder();
    const before = await failed();
    await inbox.stop();
    await system.passDays(23.5);
    await eventually(
      async () => {
        expect(await failed()).toBeGreaterThan(before);
      },
      { timeout: 10_000 },
    ).finally(() => inbox.restart());
    await system.restart();
    await got(owner, [approaching(name, dueAt)]);
  });

  it('a connection that drops after DATA costs one duplicate at most, under the same Message-ID', async () => {
    const { owner, name, dueAt } = await withReminder();
    react = (address) => {
      if (address !== owner.email) return 'take';
      react = taking;
      return 'drop';
    };
    await system.passDays(23.5);
    const twice = [approaching(name, dueAt), approaching(name, dueAt)];
    await got(owner, twice);
    await system.passHours(48);
    await got(owner, twice);
    expect(messagesTo(owner.email).size).toBe(1);
  });

  it('kill −9 between send and mark costs one duplicate at most, under the same Message-ID', async () => {
    const { owner, name, dueAt } = await withReminder();
    let killed: () => void = () => undefined;
    const untilKilled = new Promise<void>((resolve) => {
      killed = resolve;
    });
    let arrivals = 0;
    react = async (address): Promise<Reaction> => {
      if (address !== owner.email) return 'take';
      arrivals++;
      await untilKilled;
      return 'take';
    };
    await system.passDays(23.5);
    await eventually(
      () => {
        expect(arrivals).toBe(1);
      },
      { timeout: 10_000 },
    )
      .then(() => system.kill())
      .finally(killed);
    await system.start();
    const twice = [approaching(name, dueAt), approaching(name, dueAt)];
    await got(owner, twice);
    expect(messagesTo(owner.email).size).toBe(1);
    await system.restart();
    await system.passDays(7);
    await got(owner, [...twice, due(name)]);
  });
});

describe('without a mail server', () => {
  it('mails are files in the data folder, and the log says where', async () => {
    await using quiet: System = await start();
    const outbox = join(quiet.folder, 'outbox');
    const files = () =>
      existsSync(outbox) ? readdirSync(outbox).map((name) => readMail(readFileSync(join(outbox, name), 'latin1'))) : [];
    quiet.alsoSearch(() =>
      files().map((mail, index) => ({
        name: `the words of file ${String(index)}`,
        bytes: Buffer.from(JSON.stringify(mail)),
      })),
    );
    const saying = quiet.output
      .split('\n')
      .filter((line) => line.includes('reminder') && line.includes(`"${outbox}"`))
      .map((line) => /"pid":(\d+)/.exec(line)?.[1]);
    expect(saying).not.toEqual([]);
    expect(saying).toEqual([...new Set(saying)]); // each process once
    const { owner, name, dueAt } = await withReminder('A', person('alice', 'analyst'), quiet);
    await quiet.passDays(23.5);
    await eventually(
      () => {
        expect(files()).toMatchObject([
          { headers: { to: `alice <${owner.email}>`, subject: approaching(name, dueAt) } },
        ]);
      },
      { timeout: 10_000 },
    );
    await eventually(() => {
      expect(readdirSync(outbox)).toEqual([expect.stringMatching(/\.eml$/)]);
    }); // it has another name while it is written
  });
});
