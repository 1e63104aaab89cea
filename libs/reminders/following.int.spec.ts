import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeContact, TOPICS } from '#contracts';
import { eventually } from '../../test/kit/eventually.js';
import { EmlFolderMailer } from './adapters/eml-folder/eml-folder-mailer.js';
import { SqliteReminderStore } from './adapters/sqlite/sqlite-reminder-store.js';
import { keyCreated, keyRevoked, keyRotated, reminderSet } from './domain/testing/events.js';
import { ANN, NotifierSide, overriding } from './testing/notifier-side.js';

const CONTACTS = TOPICS.ownerContacts.name;
const BOB = 'acme/bob';

describe('the notifier', () => {
  let side: NotifierSide;

  beforeEach(async () => {
    side = await NotifierSide.open();
  });
  afterEach(() => side.close());

  const mailsEventually = (...expected: readonly string[]) =>
    eventually(() => {
      expect(side.mails()).toEqual(expected);
    });

  describe('addresses of owners', () => {
    it('publishes an address once, and a changed one again', async () => {
      const { contacts } = await side.start();
      expect(await contacts.knows(ANN)).toBe(false);
      await contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
      await contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
      expect(await contacts.knows(ANN)).toBe(true);
      expect(await side.log.subscriber.endOf(CONTACTS)).toEqual({ 0: 0 });
      await contacts.remember(ANN, { email: 'new@acme.example', name: null, tokenIssuedAt: 1 });
      await contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
      expect((await side.held(CONTACTS)).map(({ value }) => value?.toString())).toEqual([
        '{"email":"ann@acme.example","name":null,"tokenIssuedAt":1}',
      ]);
    });

    it('refreshes those it knows only, and keeps a name until there is another', async () => {
      const { contacts } = await side.start();
      await contacts.refresh(ANN, { email: 'ann@acme.example', name: 'Ann', tokenIssuedAt: 1 });
      expect(await contacts.knows(ANN)).toBe(false);
      await contacts.remember(ANN, { email: 'ann@acme.example', name: 'Ann', tokenIssuedAt: 1 });
      await contacts.refresh(ANN, { email: 'new@acme.example', name: null, tokenIssuedAt: 1 });
      expect((await side.held(CONTACTS)).map(({ value }) => value?.toString())).toEqual([
        '{"email":"new@acme.example","name":"Ann","tokenIssuedAt":1}',
      ]);
      await contacts.refresh(ANN, { email: 'new@acme.example', name: 'Ann B.', tokenIssuedAt: 1 });
      expect((await side.held(CONTACTS)).map(({ value }) => value?.toString())).toEqual([
        '{"email":"new@acme.example","name":"Ann B.","tokenIssuedAt":1}',
      ]);
    });

    it('never go back to what an older token says, also when the newer one said the same', async () => {
      const { contacts } = await side.start();
      const contactOf = (email: string, tokenIssuedAt: number) => ({ email, name: null, tokenIssuedAt });
      await contacts.remember(ANN, contactOf('new@acme.example', 100));
      await contacts.refresh(ANN, contactOf('new@acme.example', 300));
      await contacts.refresh(ANN, contactOf('old@acme.example', 200));
      await contacts.remember(ANN, contactOf('old@acme.example', 299));
      expect((await side.held(CONTACTS)).map(({ value }) => value?.toString())).toEqual([
        '{"email":"new@acme.example","name":null,"tokenIssuedAt":300}',
      ]);
      await contacts.erase(ANN);
      await contacts.refresh(ANN, contactOf('new@acme.example', 400));
      await expect(contacts.remember(ANN, contactOf('old@acme.example', 299))).rejects.toMatchObject({
        code: 'contact-unknown',
      });
      expect(await contacts.knows(ANN)).toBe(false);
    });

    it('are those of the newest token, also when two come at the same time, and the topic ends with it', async () => {
      const { contacts } = await side.start();
      await contacts.remember(ANN, { email: 'first@acme.example', name: null, tokenIssuedAt: 100 });
      await Promise.all(
        [300, 200].map((tokenIssuedAt) =>
          contacts.refresh(ANN, { email: `of-${String(tokenIssuedAt)}@acme.example`, name: null, tokenIssuedAt }),
        ),
      );
      expect((await side.held(CONTACTS)).map(({ value }) => value?.toString())).toEqual([
        '{"email":"of-300@acme.example","name":null,"tokenIssuedAt":300}',
      ]);
    });

    it('refuses what is no address, and publishes nothing', async () => {
      const { contacts } = await side.start();
      await expect(contacts.remember(ANN, { email: 'ann', name: null, tokenIssuedAt: 1 })).rejects.toMatchObject({
        code: 'contact-unknown',
      });
      expect(await side.log.subscriber.endOf(CONTACTS)).toEqual({});
    });

    it('uses a changed address from then on', async () => {
      const notifier = await side.start();
      await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
      await side.happens(0, [keyCreated(), reminderSet(30)]);
      side.day(23);
      await notifier.runOnce();
      await notifier.contacts.remember(ANN, { email: 'new@acme.example', name: null, tokenIssuedAt: 1 });
      side.day(30);
      await notifier.runOnce();
      expect(side.server.recipients).toEqual(['ann@acme.example', 'new@acme.example']);
    });

    it('uses those that others publish, with the name', async () => {
      const notifier = await side.start();
      await side.log.publisher.send(CONTACTS, [
        { key: BOB, headers: {}, value: Buffer.from('{') },
        encodeContact({ ownerId: ANN, email: 'ann@acme.example', name: 'Ann' }),
      ]);
      await eventually(async () => {
        expect(await notifier.contacts.knows(ANN)).toBe(true);
      });
      await side.happens(0, [keyCreated(), reminderSet(30)]);
      side.day(23);
      await notifier.runOnce();
      expect(side.server.mails[0]).toMatchObject({
        headers: { to: 'Ann <ann@acme.example>' },
        text: expect.stringMatching(/^Hello Ann,/),
      });
      expect(await side.held(`${CONTACTS}.dlq`)).toHaveLength(1);
    });

    it('erases one from the topic and the store, and then sends nothing', async () => {
      const notifier = await side.start();
      await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
      await side.happens(0, [keyCreated(), reminderSet(30)]);
      await notifier.contacts.erase(ANN);
      expect(await notifier.contacts.knows(ANN)).toBe(false);
      side.day(23);
      await notifier.runOnce();
      expect(side.mails()).toEqual([]);
      expect((await side.held(CONTACTS)).map(({ value }) => value)).toEqual([null]);
      await side.stop(notifier);
      await side.log.close();
      const files = readdirSync(side.folder).map((file) => readFileSync(join(side.folder, file)));
      expect(files.some((bytes) => bytes.includes('ann@acme.example'))).toBe(false);
      side.log = NotifierSide.logIn(side.folder);
    });

    it('sends when the address becomes known after the reminder is due', async () => {
      const notifier = await side.start();
      await side.happens(0, [keyCreated(), reminderSet(30)]);
      side.day(30);
      await notifier.runOnce();
      await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
      side.wallPasses(5000);
      await notifier.runOnce();
      expect(side.server.recipients).toEqual(['ann@acme.example']);
    });
  });

  it('sends by itself what is due, once it was started', async () => {
    const notifier = await side.start({ everyMs: 5 });
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated({ name: 'A' }), reminderSet(30)]);
    side.day(30);
    await mailsEventually('ann@acme.example: Your API key "A" is due for rotation');
  });

  it('sends nothing before it has read what happened while it was away', async () => {
    const first = await side.start();
    await first.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [
      keyCreated({ name: 'rotated' }),
      reminderSet(30),
      keyCreated({ keyId: 'k2', name: 'not rotated' }),
      reminderSet(30, 'k2'),
    ]);
    await side.stop(first);
    const noise = Array.from({ length: 3000 }, (_, index) =>
      side.record(1, keyCreated({ keyId: `n${String(index)}` }), BOB),
    );
    await side.log.publisher.send(TOPICS.keyEvents.name, [...noise, side.record(29, keyRotated())]);
    side.day(40);
    const second = side.notifier({ everyMs: 1 });
    await second.start();
    expect(second.notReady()).toBe('applying key events');
    await mailsEventually('ann@acme.example: Your API key "not rotated" is due for rotation');
    await side.caughtUp();
    expect(side.mails()).toHaveLength(1);
    expect(second.notReady()).toBeNull();
  });

  it('sends nothing about a key that was revoked right before its reminder was due', async () => {
    const { subscriber, publisher } = side.log;
    let apply: () => void = () => undefined;
    const applying = new Promise<void>((resolve) => {
      apply = resolve;
    });
    let lookedAt: () => unknown = () => undefined;
    let isRevoked = false;
    const notifier = await side.start({
      everyMs: 1,
      subscriber: {
        subscribe: (options) =>
          subscriber.subscribe({
            ...options,
            handle: async (records) => {
              if (isRevoked) await applying;
              await options.handle(records);
            },
          }),
        endOf: async (topic) => {
          const end = await subscriber.endOf(topic);
          await lookedAt();
          return end;
        },
        handledBy: (group, topic) => subscriber.handledBy(group, topic),
        close: () => subscriber.close(),
      },
    });
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    await new Promise<void>((resolve) => {
      lookedAt = async () => {
        isRevoked = true;
        lookedAt = resolve;
        await publisher.send(TOPICS.keyEvents.name, [side.record(29, keyRevoked())]);
        side.day(30);
      };
    });
    apply();
    await side.caughtUp();
    await notifier.runOnce();
    expect(side.mails()).toEqual([]);
  });

  it('is closed at once while the log does not answer how far it goes', async () => {
    const { subscriber } = side.log;
    const unanswered = Promise.race<never>([]);
    const notifier = await side.start({
      everyMs: 1,
      subscriber: {
        subscribe: (options) => subscriber.subscribe(options),
        endOf: () => unanswered,
        handledBy: (group, topic) => subscriber.handledBy(group, topic),
        close: () => subscriber.close(),
      },
    });
    await notifier.close();
    expect(notifier.notReady()).toBe('applying key events');
  });

  it('parks an owner whose stream has a gap, serves all others, and starts again although the log ends with what is parked', async () => {
    const notifier = await side.start();
    await notifier.contacts.remember(BOB, { email: 'bob@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated({ keyId: 'b', name: 'B' }), reminderSet(30, 'b')], BOB);
    side.record(0, keyCreated());
    await side.log.publisher.send(TOPICS.keyEvents.name, [
      side.record(0, reminderSet(30)),
      side.record(1, keyRotated()),
    ]);
    await eventually(async () => {
      expect(await side.log.parkedKeys.parkedNow('notifier-reminders')).toMatchObject([
        { key: ANN, reason: 'version 2 came after 0' },
      ]);
    });
    expect(await side.held('key-events.dlq')).toHaveLength(1);

    await side.stop(notifier);
    side.day(30);
    const again = side.notifier({ everyMs: 1 });
    await again.start();
    await eventually(() => {
      expect(again.notReady()).toBeNull();
    });
    await mailsEventually('bob@acme.example: Your API key "B" is due for rotation');
  });

  it('reads a batch again while the store is away', async () => {
    const store = SqliteReminderStore.open(join(side.folder, 'reminders.db'));
    let failures = 3;
    const notifier = side.notifier({
      store: overriding(store, {
        save: (changes, applied) => (failures-- > 0 ? Promise.reject(new Error('away')) : store.save(changes, applied)),
      }),
    });
    await notifier.start();
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    expect(await store.find('k1')).toMatchObject({ schedule: { intervalDays: 30, version: 2 } });
  });

  it('goes on after the store was away while it looked for what is due', async () => {
    const store = SqliteReminderStore.open(join(side.folder, 'reminders.db'));
    let failures = 2;
    const notifier = side.notifier({
      everyMs: 1,
      store: overriding(store, {
        claim: (request) => (failures-- > 0 ? Promise.reject(new Error('away')) : store.claim(request)),
      }),
    });
    await notifier.start();
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated({ name: 'A' }), reminderSet(30)]);
    side.day(30);
    await mailsEventually('ann@acme.example: Your API key "A" is due for rotation');
    expect(side.lines.filter((line) => line.includes('interrupted'))).toHaveLength(2);
  });

  it('writes mails to files when configured so, and says in the log where', async () => {
    const folder = join(side.folder, 'outbox');
    const notifier = await side.start({
      mailer: new EmlFolderMailer({ folder, from: 'Keyward <keys@keyward.example>' }),
    });
    expect(side.lines.some((line) => line.includes(`"destination":"${folder}"`))).toBe(true);
    expect(existsSync(folder)).toBe(false);
    await notifier.contacts.remember(ANN, { email: 'ann@acme.example', name: null, tokenIssuedAt: 1 });
    await side.happens(0, [keyCreated(), reminderSet(30)]);
    side.day(23);
    await notifier.runOnce();
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^2026-01-24-[0-9a-f]{16}\.eml$/)]);
  });
});
