import { describe, expect, it } from '@jest/globals';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { eventually } from '../kit/eventually.js';
import { type System } from '../kit/system.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';
import { seedHistory, type SeededOwner } from '../profiles/seed-history.js';

const KILLS = 10;

/** A secret, and the verdicts that what was acknowledged so far allows. */
interface Expectation {
  readonly secret: string;
  readonly verdicts: ReadonlySet<string>;
}

/**
 * Creates, rotates and revokes keys of `user` for as long as `goOn`, writing down what was acknowledged. A command
 * under way may stand or not.
 */
async function changeKeys(system: System, user: User, goOn: () => boolean, expectations: Expectation[]): Promise<void> {
  const client = system.as(user);
  while (goOn()) {
    const created = await client.createKey();
    const first = { secret: created.secret, verdicts: new Set(['valid']) };
    expectations.push(first);
    first.verdicts.add('grace-ended');
    const rotated = await client.rotate(created.key.keyId, { graceHours: 0 });
    first.verdicts.delete('valid');
    const second = { secret: rotated.secret, verdicts: new Set(['valid']) };
    expectations.push(second);
    for (const each of [first, second]) each.verdicts.add('revoked');
    await client.revoke(created.key.keyId);
    for (const each of [first, second]) each.verdicts.delete('valid');
  }
}

async function verdictsOf(system: System, secrets: readonly string[]): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let at = 0; at < secrets.length; at += 100) {
    codes.push(
      ...(await system.verifyAll(secrets.slice(at, at + 100).map((key) => ({ key })))).map((each) => each.code),
    );
  }
  return codes;
}

describe('an acknowledged command', () => {
  it('survives kill −9 under load, and the start after it needs no waiting', async () => {
    await using system = await start();
    const expectations: Expectation[] = [];
    for (let life = 0; life < KILLS; life++) {
      let killed = false;
      const changing = Array.from({ length: 6 }, () =>
        changeKeys(system, person('alice', 'analyst'), () => !killed, expectations).catch((error: unknown) => {
          if (!killed) throw error;
        }),
      );
      const sofar = expectations.length;
      await eventually(() => {
        expect(expectations.length).toBeGreaterThan(sofar + 12 + life);
      });
      killed = true;
      await system.kill();
      await Promise.all(changing);
      await system.start();
      const codes = await verdictsOf(
        system,
        expectations.map((each) => each.secret),
      );
      const lost = expectations.filter(({ verdicts }, index) => !verdicts.has(codes[index] ?? ''));
      expect(lost).toEqual([]);
    }
  }, 180_000);
});

describe('an event that was appended but not published', () => {
  it('is published after the restart', async () => {
    await using system = await start();
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey();
    await system.kill();
    const store = SqliteEventStore.open(join(system.folder, 'events.db'));
    const stream = `acme/${alice.userId}`;
    const head = (await store.read(stream, 0)).at(-1)?.lastVersion ?? 0;
    const event = { type: 'KeyRevoked', keyId: key.keyId, reason: null } as const;
    await store.append(stream, head, [{ event, at: new Date().toISOString(), by: `user:${stream}` }], {
      commandId: 'died-before-it-published',
    });
    await store.close();
    await system.start();
    await eventually(async () => {
      expect((await system.verify({ key: secret })).code).toBe('revoked');
    });
  }, 30_000);
});

describe('derived.db', () => {
  it.each([
    [
      'deleted',
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      'damaged',
      (file: string) => {
        truncateSync(file, 10_000);
      },
    ],
    [
      'of something else',
      (file: string) => {
        writeFileSync(file, 'a letter to grandmother'.repeat(1000));
      },
    ],
  ])(
    'can be %s: the next start rebuilds it, and gives the same verdicts',
    async (_, harm) => {
      await using system = await start();
      const alice = system.as(person('alice', 'analyst'));
      const kept = await alice.createKey();
      const revoked = await alice.createKey();
      await alice.revoke(revoked.key.keyId);
      const rotated = await alice.createKey();
      const renewed = await alice.rotate(rotated.key.keyId, { graceHours: 0 });
      const secrets = [kept, revoked, rotated, renewed].map((each) => each.secret);
      const before = await system.verifyAll(secrets.map((key) => ({ key })));
      expect(before.map((each) => each.code)).toEqual(['valid', 'revoked', 'grace-ended', 'valid']);
      await system.kill();
      for (const suffix of ['-wal', '-shm']) rmSync(join(system.folder, `derived.db${suffix}`), { force: true });
      harm(join(system.folder, 'derived.db'));
      await system.start();
      expect(await system.verifyAll(secrets.map((key) => ({ key })))).toEqual(before);
    },
    30_000,
  );
});

describe('activity.db', () => {
  it('can be lost: the next start knows the keys again, and says what it could not bring back', async () => {
    await using system = await start();
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    await system.kill();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(system.folder, `activity.db${suffix}`), { force: true });
    await system.start();
    await alice.changeKey(key.keyId, { name: 'Renamed' });
    expect(system.output).toMatch(/activity\.db is missing: it is made anew from the log; lost: the counts of use/);
    expect(system.output).not.toMatch(/dead letter/);
    await eventually(async () => {
      expect((await alice.listActivity()).map(({ keyId }) => keyId)).toEqual([key.keyId]);
    });
  }, 30_000);
});

describe('a start with 50,000 events that are not projected', () => {
  it('is not ready, and gives no verdict, until all of them are applied', async () => {
    let seeded: readonly SeededOwner[] = [];
    await using system = await start({
      ready: false,
      prepare: async (deployment) => {
        seeded = await seedHistory(deployment, 500);
      },
    });
    const last = seeded.at(-1);
    if (last === undefined) throw new Error('nothing was seeded');
    for (const each of seeded) system.rememberKey(each.liveSecret);
    expect(await system.send({ path: '/health/ready' })).toMatchObject({ status: 503, body: { code: 'not-ready' } });
    expect(await system.send({ method: 'POST', path: '/v1/verify', body: { key: last.liveSecret } })).toMatchObject({
      status: 503,
      body: { code: 'verdict-unavailable' },
    });
    expect(await system.authorize({ key: last.liveSecret })).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
    });
    await eventually(
      async () => {
        expect((await system.send({ path: '/health/ready' })).status).toBe(200);
      },
      { timeout: 60_000 },
    );
    const answers = await system.verifyAll([
      { key: last.liveSecret },
      { key: last.revokedSecret },
      { key: seeded[0]?.liveSecret ?? '' },
    ]);
    expect(answers.map((each) => each.code)).toEqual(['valid', 'revoked', 'valid']);
  }, 120_000);
});
