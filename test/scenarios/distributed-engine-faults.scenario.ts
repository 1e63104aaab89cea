import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '#contracts';
import { FaultProxy } from '../engines/index.js';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { BackgroundTraffic } from '../faults/background-traffic.js';
import { expectNoViolations } from '../faults/expect-no-violations.js';
import { RecordingClient } from '../faults/recording-client.js';
import { type Traffic } from '../faults/traffic.js';
import { eventually } from '../kit/eventually.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

/** Kafka and MongoDB that die, hang and are cut off while owners work with their keys. */

const LEASE_MS = 2000;
const PATIENCE = { timeout: 60_000 };
const CUT = ['verification/0', 'verification/1', 'verification/2', 'key-command/0'] as const;

const mongoProxies = new Map<string, FaultProxy>();
const { system, deployment } = await startDistributed({
  env: { LEASE_MS: String(LEASE_MS), CONFIRM_TIMEOUT_MS: '6000' },
  ownMongo: true,
  proxies: CUT,
  through: async ({ kafka, mongoAddress }) => {
    const ways: Record<string, { readonly kafka: string; readonly mongo: string }> = {};
    for (const name of CUT) {
      const proxy = await FaultProxy.to(mongoAddress);
      mongoProxies.set(name, proxy);
      ways[name] = { kafka: kafka.proxy(name).address, mongo: proxy.address };
    }
    return ways;
  },
});
const finalState = await FinalStateCheck.open(system, deployment);
afterAll(async () => {
  await finalState.close();
  await system.stop();
  await Promise.all([...mongoProxies.values()].map((proxy) => proxy.remove()));
}, 180_000);

const kafkaProxy = (name: (typeof CUT)[number]): FaultProxy => deployment.kafka.proxy(name);
const mongoProxy = (name: (typeof CUT)[number]): FaultProxy => {
  const proxy = mongoProxies.get(name);
  if (proxy === undefined) throw new RangeError(`no proxy is named ${name}`);
  return proxy;
};
const addressOf = (service: Parameters<typeof deployment.of>[0], index: number): string =>
  deployment.of(service)[index]?.address ?? '';
const replicas = deployment.of('verification').map(({ address }) => address);

const background = new BackgroundTraffic(system, deployment);
afterEach(async () => {
  for (const proxy of [...CUT.map(kafkaProxy), ...mongoProxies.values()]) proxy.reopen();
  await background.abandon();
});

/** A key that every replica has just accepted, so that it is cached everywhere. */
async function knownEverywhere(client: RecordingClient) {
  return eventually(async () => {
    const key = await client.create(addressOf('key-command', 1), person('alice', 'analyst'), 'Known everywhere');
    const [credential] = key?.credentials ?? [];
    if (key === undefined || credential === undefined) throw new Error('no key was created');
    for (const replica of replicas) expect(await client.verify(replica, credential)).toBe('valid');
    return { key, credential };
  }, PATIENCE);
}

/** Everybody answers again, and nothing that was seen or is left is wrong. */
async function recovered(traffic: Traffic): Promise<void> {
  await knownEverywhere(traffic.client);
  await traffic.commands(10);
  expectNoViolations(await traffic.stop());
  await finalState.check(traffic);
}

describe('the broker', () => {
  it('is killed and comes back: no stale yes meanwhile, and nothing that was acknowledged is lost', async () => {
    const traffic = await background.start(1);
    const { credential } = await knownEverywhere(traffic.client);
    await deployment.kafka.kill();
    const asker = new RecordingClient(system);
    for (const replica of replicas)
      await eventually(async () => {
        expect(await asker.verify(replica, credential)).toBe('unavailable');
      }, PATIENCE);
    await deployment.kafka.restart();
    await recovered(traffic);
  }, 180_000);

  it.each<[string, () => unknown, () => unknown]>([
    ['hangs', () => deployment.kafka.freeze(), () => deployment.kafka.thaw()],
    [
      'cannot be reached',
      () => {
        for (const name of CUT) kafkaProxy(name).shut();
      },
      () => {
        for (const name of CUT) kafkaProxy(name).reopen();
      },
    ],
  ])(
    '%s for less than LEASE: keys that are cached are accepted all the time',
    async (_, harm, heal) => {
      const client = new RecordingClient(system);
      const { credential } = await knownEverywhere(client);
      const since = performance.now();
      const askUntil = async (end: number) => {
        while (performance.now() < end) for (const replica of replicas) await client.verify(replica, credential);
      };
      await harm();
      await askUntil(since + LEASE_MS / 4);
      await heal();
      await askUntil(since + LEASE_MS * 2);
      expect(new Set(client.verifications.slice(-replicas.length * 10).map(({ code }) => code))).toEqual(
        new Set(['valid']),
      );
      expect(client.verifications.filter(({ startedAt, code }) => startedAt >= since && code !== 'valid')).toEqual([]);
    },
    120_000,
  );
});

describe('MongoDB', () => {
  it('is killed: keys that are cached are accepted all the same, and others get no verdict', async () => {
    const client = new RecordingClient(system);
    const { credential } = await knownEverywhere(client);
    const fresh = await client.create(addressOf('key-command', 1), person('bob', 'analyst'), 'Not cached');
    await deployment.mongo.kill();
    const since = performance.now();
    for (const each of fresh?.credentials ?? [])
      expect(['unavailable', 'lost']).toContain(await client.verify(replicas[0] ?? '', each));
    while (performance.now() < since + 2 * LEASE_MS)
      for (const replica of replicas) expect(await client.verify(replica, credential)).toBe('valid');
    await deployment.mongo.restart();
    await knownEverywhere(client);
  }, 120_000);

  it('is killed with requests under way and comes back: nothing that was acknowledged is lost', async () => {
    const traffic = await background.start(2);
    await deployment.mongo.kill();
    await traffic.commands(4);
    await deployment.mongo.restart();
    await recovered(traffic);
  }, 180_000);
});

describe.each<[string, () => unknown, () => unknown]>([
  ['Kafka', () => deployment.kafka.freeze(), () => deployment.kafka.thaw()],
  ['MongoDB', () => deployment.mongo.freeze(), () => deployment.mongo.thaw()],
])('while %s hangs', (_, harm, heal) => {
  it('every process shows its metrics at once, and how old those are that it cannot ask for', async () => {
    await harm();
    try {
      const sampleApi = deployment.addressOf('/api/reports'); // asks neither
      for (const address of deployment.processes.filter((each) => each !== sampleApi)) {
        for (let page = 0; page < 3; page++) {
          const answer = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(5000) });
          expect(answer.status).toBe(200);
          expect(await answer.text()).toMatch(/^keyward_metrics_sample_age_seconds\{metric="/m);
        }
      }
    } finally {
      await heal();
    }
    await knownEverywhere(new RecordingClient(system));
  }, 120_000);
});

const ALL_REPLICAS = ['verification/0', 'verification/1', 'verification/2'] as const;

const shut = (proxy: FaultProxy): void => {
  proxy.shut();
};
const hang = (proxy: FaultProxy): void => {
  proxy.hang();
};
const loseKeyEvents = (proxy: FaultProxy): void => {
  proxy.loseLeaderOf(TOPICS.keyEvents.name);
};

describe.each<[string, readonly FaultProxy[], (proxy: FaultProxy) => void]>([
  ['one verification replica loses Kafka', [kafkaProxy('verification/0')], shut],
  ['one verification replica hears nothing from Kafka', [kafkaProxy('verification/0')], hang],
  [
    'one verification replica loses the leader of key-events alone, and goes on renewing its lease',
    [kafkaProxy('verification/0')],
    loseKeyEvents,
  ],
  ['all verification replicas lose Kafka', ALL_REPLICAS.map(kafkaProxy), shut],
  ['one verification replica loses MongoDB', [mongoProxy('verification/0')], shut],
  ['all verification replicas lose MongoDB', ALL_REPLICAS.map(mongoProxy), shut],
  ['one process of key-command loses Kafka', [kafkaProxy('key-command/0')], shut],
  ['one process of key-command loses MongoDB', [mongoProxy('key-command/0')], shut],
])('%s', (_, proxies, harm) => {
  it('a revoke at the others is confirmed, nobody accepts the key from then on, and all is well when it is over', async () => {
    const traffic = await background.start(3);
    const { key, credential } = await knownEverywhere(traffic.client);
    proxies.forEach(harm);
    await eventually(async () => {
      expect(await traffic.client.revoke(addressOf('key-command', 1), key)).toMatchObject({
        propagation: { confirmed: true },
      });
    }, PATIENCE);
    if (harm === loseKeyEvents) expect(system.output).toMatch(/holds up a change[^\n]*evicted/);
    const late = replicas.map((replica) => traffic.client.verify(replica, credential));
    await traffic.commands(6);
    for (const proxy of proxies) proxy.reopen();
    expect(await Promise.all(late)).not.toContain('valid');
    await recovered(traffic);
  }, 180_000);
});
