import { afterAll, expect, it } from '@jest/globals';
import { ownerIdOf } from '#contracts';
import { connectMongo } from '#mongo';
import { z } from 'zod';
import { documentedMetrics, shownMetrics } from '../kit/documented-metrics.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { ops } from '../kit/ops-command.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

const { system, deployment } = await startDistributed();
afterAll(() => system.stop());

const REPLICAS = z.object({ replicas: z.array(z.object({ incarnation: z.string() })) });
const keyCommands = deployment.of('key-command');

it('an operator sees every replica, finds its process by the log, and sees that no change waits', async () => {
  await system.as(person('alice', 'analyst')).createKey();
  expect(await ops(deployment, 'replicas')).toMatchObject({ code: 0 });
  const { body } = await exchange(keyCommands[0]?.address ?? '', {
    path: '/v1/operations/replicas',
    headers: { authorization: `Bearer ${system.serviceToken}` },
  });
  const { replicas } = REPLICAS.parse(body);
  expect([replicas.length, body]).toEqual([3, expect.objectContaining({ waiting: [] })]);
  for (const { incarnation } of replicas) {
    const logs = deployment.of('verification').map(({ output }) => output.split('\n'));
    const joins = logs.map((lines) =>
      lines.filter((line) => line.includes(incarnation) && line.includes('this replica joins the registry')),
    );
    expect(joins.map(({ length }) => length).sort()).toEqual([0, 0, 1]);
  }
});

it.each(['key-command', 'verification', 'activity', 'notifier', 'bi-api'] as const)(
  'a process of %s shows the metrics that docs/metrics.md says it shows',
  async (app) => {
    const { text } = await exchange(deployment.of(app)[0]?.address ?? '', { path: '/metrics' });
    expect(shownMetrics(text)).toEqual(documentedMetrics(app));
  },
);

it('nothing that consumers take was refused', async () => {
  expect(await ops(deployment, 'dead-letters')).toEqual({ code: 0, json: { total: 0, deadLetters: [] } });
});

it('events that are published once more change nothing', async () => {
  const alice = person('twice', 'analyst');
  const kept = await system.as(alice).createKey();
  const gone = await system.as(alice).createKey();
  await system.as(alice).revoke(gone.key.keyId);
  expect(await ops(deployment, 'republish', '--owner', ownerIdOf(alice))).toMatchObject({ code: 0 });
  await system.as(alice).createKey(); // confirmed by every replica: they have read all that was sent before
  for (const { address } of deployment.of('verification')) {
    const codes = await Promise.all(
      [kept, gone].map(
        async ({ secret }) =>
          z
            .object({ code: z.string() })
            .parse((await exchange(address, { method: 'POST', path: '/v1/verify', body: { key: secret } })).body).code,
      ),
    );
    expect(codes).toEqual(['valid', 'revoked']);
  }
});

it('a replica does not start on a read model that is ahead of the log, and names the procedure', async () => {
  const [replica] = deployment.of('verification');
  await replica?.stop();
  const connection = await connectMongo(deployment.databaseOf('verification'));
  const checkpoints = connection.collection('checkpoints');
  const before = await checkpoints.findOneAndUpdate({}, { $set: { offset: 1_000_000 } });
  try {
    expect(before).not.toBeNull();
    await expect(replica?.start()).rejects.toThrow(
      /MONGO_URL: its read model .*rebuild the read model from the start.*docs\/operations\.md/,
    );
  } finally {
    await checkpoints.updateOne({ offset: 1_000_000 }, { $set: { offset: before?.['offset'] } });
    await connection.close();
  }
  await replica?.start();
}, 240_000);

it('the read model is rebuilt, found equal and switched, and the replicas take it up one by one, with no failed verification in between', async () => {
  const owner = system.as(person('rebuilt', 'analyst'));
  const keys = await Promise.all([1, 2, 3].map(() => owner.createKey()));
  const verifiers = deployment.of('verification');
  const out = new Set<string>();
  const traffic = new AbortController();
  const seen: string[] = [];
  const asking = (async () => {
    for (let turn = 0; !traffic.signal.aborted; turn++) {
      const serving = verifiers.filter(({ address }) => !out.has(address)); // as a load balancer goes by readiness
      const answer = await exchange(serving[turn % serving.length]?.address ?? '', {
        method: 'POST',
        path: '/v1/verify',
        body: { key: keys[turn % keys.length]?.secret },
      });
      seen.push(z.looseObject({ code: z.string() }).parse(answer.body).code);
    }
  })();

  expect(await ops(deployment, 'rebuild-verification', '--switch')).toMatchObject({
    code: 0,
    json: { switched: true, live: 1, differences: [] },
  });
  for (const replica of verifiers) {
    out.add(replica.address);
    const atLeast = seen.length + 2; // what was under way has ended
    await eventually(() => {
      expect(seen.length).toBeGreaterThanOrEqual(atLeast);
    });
    await replica.stop();
    await replica.start();
    out.delete(replica.address);
    await owner.createKey();
  }
  traffic.abort();
  await asking;
  expect([...new Set(seen)]).toEqual(['valid']);
  expect(await ops(deployment, 'rebuild-verification', '--drop-unused')).toMatchObject({
    code: 0,
    json: { live: 1, dropped: [0] },
  });
  await owner.revoke(keys[0]?.key.keyId ?? '');
  for (const { address } of verifiers) {
    expect(
      (await exchange(address, { method: 'POST', path: '/v1/verify', body: { key: keys[0]?.secret } })).body,
    ).toMatchObject({ code: 'revoked' });
  }
}, 240_000);

it('key-command does not start on a store that was restored from an old backup, and names the procedure', async () => {
  const owner = person('restored', 'analyst');
  const ownerId = ownerIdOf(owner);
  await system.as(owner).createKey();
  await system.as(owner).createKey();
  const [first] = keyCommands;
  await first?.stop();
  const connection = await connectMongo(deployment.databaseOf('key-command'));
  const commits = connection.collection('commits');
  const newest = await commits.findOneAndDelete({ stream: ownerId }, { sort: { firstVersion: -1 } });
  const refused = first?.start().then(
    () => null,
    (error: unknown) => error,
  );
  await expect(refused).resolves.toMatchObject({
    message: expect.stringMatching(new RegExp(`behind the log: key-events holds ${ownerId} .*docs/operations\\.md`)),
  });
  await commits.insertOne({ ...newest });
  await connection.close();
  await first?.start();
}, 240_000);
