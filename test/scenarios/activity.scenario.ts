import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { type KeyActivity } from '../kit/shapes.js';
import { type System } from '../kit/system.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/** What the guide says under "Viewing Key Activity", and how exact it is. */

const system = await start();
afterAll(() => system.stop());

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DATA = '/api/data-sources';
const NEVER_USED = { lastUsedAt: null, last24h: 0, last7d: 0, last30d: 0 };

/** Somebody with a key, in the middle of an hour: what a test does in a few minutes stays in that hour. */
async function ownerOfKey(on = system) {
  await on.setClock(new Date(Math.ceil(on.now().getTime() / HOUR) * HOUR + 10 * MINUTE));
  const owner = person('alice', 'analyst');
  return { owner, ...(await on.as(owner).createKey()) };
}

/** Uses `key` `times` times; each must be answered `status`. */
async function use(key: string, { times = 1, path = DATA, status = 200, on = system } = {}): Promise<void> {
  for (let count = 0; count < times; count++) expect((await on.authorize({ key, path })).status).toBe(status);
}

const shows = (owner: User, keyId: string, activity: Partial<Record<keyof KeyActivity, unknown>>, on = system) =>
  eventually(async () => {
    expect(await on.as(owner).activity(keyId)).toMatchObject(activity);
  });

const totals = ({ hourly }: KeyActivity) =>
  hourly.reduce((sum, { accepted, denied }) => ({ accepted: sum.accepted + accepted, denied: sum.denied + denied }), {
    accepted: 0,
    denied: 0,
  });

describe('each API key has an activity log', () => {
  it('shows the last used date and time', async () => {
    const { owner, secret, key } = await ownerOfKey();
    const before = system.now();
    expect((await system.callApi('/api/data-sources/', { key: secret })).status).toBe(200);
    const after = system.now();
    const { lastUsedAt } = await eventually(async () => {
      const activity = await system.as(owner).activity(key.keyId);
      expect(activity.lastUsedAt).not.toBeNull();
      return activity;
    });
    expect(Date.parse(lastUsedAt ?? '')).toBeGreaterThanOrEqual(before.getTime() - 1000);
    expect(Date.parse(lastUsedAt ?? '')).toBeLessThanOrEqual(after.getTime() + 1000);
  });

  it('shows the number of requests in the last 24 hours, 7 days, and 30 days', async () => {
    const { owner, secret, key } = await ownerOfKey();
    await use(secret, { times: 3 });
    await system.passDays(15);
    await use(secret, { times: 2 });
    await system.passDays(3);
    await use(secret);
    await shows(owner, key.keyId, { last24h: 1, last7d: 3, last30d: 6 });
    await system.passDays(13);
    await shows(owner, key.keyId, { last24h: 0, last7d: 0, last30d: 3 });
  });

  it.each([
    ['last24h', 24],
    ['last7d', 7 * 24],
    ['last30d', 30 * 24],
  ] as const)('counts %s to the minute', async (figure, hours) => {
    const { owner, secret, key } = await ownerOfKey();
    const used = system.now();
    await use(secret);
    await shows(owner, key.keyId, { [figure]: 1 });
    await system.setClock(new Date(used.getTime() + hours * HOUR - MINUTE));
    await shows(owner, key.keyId, { [figure]: 1 });
    await system.setClock(new Date(used.getTime() + hours * HOUR + MINUTE));
    await shows(owner, key.keyId, { [figure]: 0 });
  });

  it('shows the most recent endpoint accessed, without its query', async () => {
    const { owner, secret, key } = await ownerOfKey();
    await use(secret, { path: '/api/reports/r1' });
    await shows(owner, key.keyId, { lastEndpoint: { method: 'GET', path: '/api/reports/r1' } });
    await use(secret, { path: '/api/dashboards/d7?token=not-for-the-log' });
    await shows(owner, key.keyId, { last24h: 2, lastEndpoint: { method: 'GET', path: '/api/dashboards/d7' } });
  });

  it('identifies unused keys: idle after 30 days without a request', async () => {
    const { owner, secret, key } = await ownerOfKey();
    const never = await system.as(owner).createKey();
    const flags = async () => new Map((await system.as(owner).listActivity()).map(({ keyId, flag }) => [keyId, flag]));
    await system.passDays(29);
    await use(secret);
    await shows(owner, key.keyId, { last24h: 1 });
    expect(await flags()).toEqual(
      new Map([
        [key.keyId, null],
        [never.key.keyId, null],
      ]),
    );
    await system.passDays(1);
    expect(await flags()).toEqual(
      new Map([
        [key.keyId, null],
        [never.key.keyId, 'idle'],
      ]),
    );
    await system.passDays(30);
    expect(await flags()).toEqual(
      new Map([
        [key.keyId, 'idle'],
        [never.key.keyId, 'idle'],
      ]),
    );
  });

  it('identifies high-traffic keys: busy above 1,000 requests in 24 hours', async () => {
    const { owner, secret, key } = await ownerOfKey();
    const batch = Array.from({ length: 100 }, () => ({ key: secret }));
    for (let sent = 0; sent < 1000; sent += batch.length) await system.verifyAll(batch);
    await shows(owner, key.keyId, { last24h: 1000 });
    expect(await system.as(owner).listActivity()).toMatchObject([{ keyId: key.keyId, last24h: 1000, flag: null }]);
    await use(secret);
    await shows(owner, key.keyId, { last24h: 1001 });
    expect(await system.as(owner).listActivity()).toMatchObject([
      { keyId: key.keyId, last24h: 1001, last30d: 1001, flag: 'busy', lastEndpoint: { method: 'GET', path: DATA } },
    ]);
  });

  it('shows nulls and zeros for a key that was never used', async () => {
    const { owner, key } = await ownerOfKey();
    const activity = await eventually(() => system.as(owner).activity(key.keyId));
    expect(activity).toMatchObject({
      ...NEVER_USED,
      lastEndpoint: null,
      byCredential: [
        { credentialId: key.credentials[0]?.credentialId, hint: key.hint, status: 'current', ...NEVER_USED },
      ],
    });
    expect(totals(activity)).toEqual({ accepted: 0, denied: 0 });
    expect(await system.as(owner).listActivity()).toEqual([
      { keyId: key.keyId, ...NEVER_USED, lastEndpoint: null, flag: null, series: Array.from({ length: 28 }, () => 0) },
    ]);
  });

  it('shows the last 7 days in 28 numbers of six hours each, which add up to the number of requests', async () => {
    const { owner, secret, key } = await ownerOfKey();
    await use(secret, { times: 3 });
    await system.passHours(30);
    await use(secret, { times: 2 });
    await use(secret, { path: '/no/such/route', status: 403 });
    await shows(owner, key.keyId, { last7d: 6 });
    const series = async () => (await system.as(owner).listActivity())[0]?.series ?? [];
    expect(await series()).toEqual([...Array.from({ length: 22 }, () => 0), 3, 0, 0, 0, 0, 3]);
    await system.passHours(7 * 24 - 30 + 0.5);
    expect((await system.as(owner).listActivity())[0]).toMatchObject({ last7d: 3 });
    expect((await series()).reduce((sum, uses) => sum + uses, 0)).toBe(3);
  });

  it("is its owner's alone: another one's key is not found, and not listed", async () => {
    const { owner, secret, key } = await ownerOfKey();
    await use(secret);
    await shows(owner, key.keyId, { last24h: 1 });
    const boss = system.as(person('olivia', 'owner'));
    await expect(boss.activity(key.keyId)).rejects.toMatchObject({ status: 404, code: 'key-not-found' });
    expect(await boss.listActivity()).toEqual([]);
  });

  it('is up to date at most 2 seconds after the request', async () => {
    const { owner, secret, key } = await ownerOfKey();
    for (let count = 1; count <= 3; count++) {
      await use(secret);
      const answered = performance.now();
      await shows(owner, key.keyId, { last24h: count });
      expect(performance.now() - answered).toBeLessThan(2000);
    }
  });
});

describe('what is counted', () => {
  it('is every way in: gateway, verify, batch, the protected API', async () => {
    const { owner, secret, key } = await ownerOfKey();
    await system.authorize({ key: secret });
    await system.verify({ key: secret });
    await system.verify({ key: secret, permission: 'dashboards.view' });
    await system.verify({ key: secret, endpoint: { method: 'GET', path: '/api/reports' } });
    await system.verifyAll([{ key: secret }, { key: secret }]);
    await system.callApi('/api/data-sources/', { key: secret });
    await shows(owner, key.keyId, { last24h: 7 });
  });

  it('is accepted and denied apart, by the hour; a denied request is no use', async () => {
    const { owner, secret, key } = await ownerOfKey();
    await use(secret, { times: 2 });
    await shows(owner, key.keyId, { last24h: 2 });
    const { lastUsedAt } = await system.as(owner).activity(key.keyId);
    await system.passHours(2);
    for (const path of ['/api/reports', '/api/dashboards', '/api/reports']) {
      expect((await system.authorize({ key: secret, method: 'POST', path })).status).toBe(403);
    }
    await shows(owner, key.keyId, { last24h: 5, lastUsedAt, lastEndpoint: { method: 'GET', path: DATA } });
    const { hourly, last7d, ...rest } = await system.as(owner).activity(key.keyId);
    const hour = (at: Date) => new Date(Math.floor(at.getTime() / HOUR) * HOUR).toISOString();
    expect(hourly.filter(({ accepted, denied }) => accepted + denied > 0)).toEqual([
      { at: hour(new Date(system.now().getTime() - 2 * HOUR)), accepted: 2, denied: 0 },
      { at: hour(system.now()), accepted: 0, denied: 3 },
    ]);
    expect([hourly.length, hourly[0]?.at, hourly.at(-1)?.at]).toEqual([
      7 * 24 + 1,
      hour(new Date(system.now().getTime() - 7 * 24 * HOUR)),
      hour(system.now()),
    ]);
    expect([last7d, rest.byCredential]).toEqual([5, [expect.objectContaining({ last24h: 5, lastUsedAt })]]);
  });

  it('goes on through a rotation, and shows who still uses the old secret', async () => {
    const { owner, secret: old, key } = await ownerOfKey();
    await use(old, { times: 2 });
    const { secret: renewed } = await system.as(owner).rotate(key.keyId);
    await use(renewed, { times: 3 });
    await use(old);
    await shows(owner, key.keyId, {
      last24h: 6,
      byCredential: [
        { status: 'current', last24h: 3 },
        { status: 'grace', credentialId: key.credentials[0]?.credentialId, last24h: 3 },
      ],
    });
    const [, graceBefore] = (await system.as(owner).activity(key.keyId)).byCredential;
    await system.passHours(25);
    await use(old, { status: 401 });
    await use(renewed);
    await shows(owner, key.keyId, {
      last24h: 2,
      last7d: 8,
      byCredential: [
        { status: 'current', last24h: 1, last7d: 4 },
        { status: 'retired', last24h: 1, last7d: 4, lastUsedAt: graceBefore?.lastUsedAt },
      ],
    });
  });

  it('is refused requests with a revoked key too, and no request with a key that nobody has', async () => {
    const { owner, secret, key } = await ownerOfKey();
    await system.as(owner).revoke(key.keyId);
    await use(secret, { times: 2, status: 401 });
    const other = await system.as(owner).createKey();
    await use(`${other.secret.slice(0, -1)}${other.secret.endsWith('a') ? 'b' : 'a'}`, { status: 401 });
    await use(other.secret);
    await shows(owner, other.key.keyId, { last24h: 1 });
    await shows(owner, key.keyId, { lastUsedAt: null, last24h: 2 });
    expect((await system.as(owner).listActivity()).map(({ keyId, flag }) => [keyId, flag])).toEqual([
      [other.key.keyId, null],
      [key.keyId, null],
    ]);
  });
});

describe('counts are exact', () => {
  let exact: System;
  beforeAll(async () => {
    exact = await start();
  });
  afterAll(() => exact.stop());

  it('over a restart, the requests right before it included', async () => {
    const { owner, secret, key } = await ownerOfKey(exact);
    for (let life = 1; life <= 2; life++) {
      await use(secret, { times: 5, on: exact });
      await exact.restart();
      await shows(owner, key.keyId, { last24h: 5 * life }, exact);
    }
  });

  it('over kill −9, for all requests that were shown before it', async () => {
    const { owner, secret, key } = await ownerOfKey(exact);
    for (let life = 1; life <= 2; life++) {
      await use(secret, { times: 5, on: exact });
      await shows(owner, key.keyId, { last24h: 5 * life }, exact);
      await exact.kill();
      await exact.start();
      await shows(owner, key.keyId, { last24h: 5 * life, byCredential: [{ last24h: 5 * life }] }, exact);
    }
  });

  it('when what is derived from key-events was deleted, and all of the log is read again', async () => {
    const { owner, secret, key } = await ownerOfKey(exact);
    const unused = await exact.as(owner).createKey();
    await use(secret, { times: 7, on: exact });
    await shows(owner, key.keyId, { last24h: 7 }, exact);
    const before = await exact.as(owner).listActivity();
    await exact.kill();
    await exact.forgetDerived();
    await exact.start();
    await use(unused.secret, { on: exact }); // comes after all that is read again
    await shows(owner, unused.key.keyId, { last24h: 1 }, exact);
    expect((await exact.as(owner).listActivity()).filter(({ keyId }) => keyId === key.keyId)).toEqual(
      before.filter(({ keyId }) => keyId === key.keyId),
    );
  });

  it('of 20,000 requests over HTTP, by many at once, with a restart among them', async () => {
    await ownerOfKey(exact);
    const owners = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const owner = person(`owner-${String(index)}`, 'analyst');
        return { owner, keys: await Promise.all(Array.from({ length: 4 }, () => exact.as(owner).createKey())) };
      }),
    );
    const truth = new Map(
      owners.flatMap(({ keys }) =>
        keys.map(({ key, secret }) => [secret, { keyId: key.keyId, accepted: 0, denied: 0 }]),
      ),
    );
    await requests(exact, truth, 10_000);
    await exact.restart();
    await requests(exact, truth, 10_000);

    for (const { owner, keys } of owners) {
      await eventually(async () => {
        const shown = await Promise.all(
          keys.map(async ({ key: { keyId } }) => ({ keyId, ...totals(await exact.as(owner).activity(keyId)) })),
        );
        expect(shown).toEqual(keys.map(({ secret }) => truth.get(secret)));
      });
    }
    expect([...truth.values()].reduce((sum, { accepted, denied }) => sum + accepted + denied, 0)).toBe(20_000);
  }, 300_000);
});

/** Sends `total` requests in all ways, 32 at a time, and counts in `truth` what each key was answered. */
async function requests(
  loaded: System,
  truth: ReadonlyMap<string, { accepted: number; denied: number }>,
  total: number,
): Promise<void> {
  const secrets = [...truth.keys()];
  const count = (key: string, accepted: boolean) => {
    const counted = truth.get(key);
    if (counted === undefined) throw new Error('a key of nobody');
    if (accepted) counted.accepted++;
    else counted.denied++;
  };
  let asked = 0;
  const nextKeys = (howMany: number) => Array.from({ length: howMany }, () => secrets[asked++ % secrets.length] ?? '');
  const ways = [
    async ([key = '']: readonly string[]) => {
      count(key, (await loaded.authorize({ key, path: `/api/reports/r${String(asked)}` })).status === 200);
    },
    async ([key = '']: readonly string[]) => {
      count(key, (await loaded.authorize({ key, method: 'POST', path: '/api/reports' })).status === 200);
    },
    async ([key = '']: readonly string[]) => {
      count(key, (await loaded.verify({ key, permission: 'dashboards.view' })).valid);
    },
    async (keys: readonly string[]) => {
      const verdicts = await loaded.verifyAll(keys.map((key) => ({ key })));
      keys.forEach((key, index) => {
        count(key, verdicts[index]?.valid === true);
      });
    },
  ];
  await Promise.all(
    Array.from({ length: 32 }, async (_, client) => {
      for (let turn = client; asked < total; turn++) {
        const way = turn % ways.length;
        const send = ways[way];
        await send?.(nextKeys(way === 3 ? Math.min(10, total - asked) : 1));
      }
    }),
  );
}
