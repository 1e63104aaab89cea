import { it } from '@jest/globals';
import { TOPICS } from '#contracts';
import { type Engine, FaultProxy } from '../engines/index.js';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { startDistributed } from '../profiles/distributed.js';
import { type Replica } from '../profiles/replica.js';
import { Chaos, chaosOptions, type Fault, freeze, Kills, WITHOUT_LIMITS } from './chaos.js';

const LEASE_MS = 3000;
const HOUR_MS = 3_600_000;
/** These reach Kafka and MongoDB through proxies of their own. */
const BEHIND_PROXIES = ['verification/0', 'key-command/0'] as const;
const SHORT = [LEASE_MS / 10, LEASE_MS / 2] as const;
const LONG = [LEASE_MS * 1.1, LEASE_MS * 2] as const;

it(
  'the services: whatever happens to processes, engines and the ways between them, no answer is wrong and every answered command stands',
  async () => {
    const mongoProxies = new Map<string, FaultProxy>();
    const began = performance.now();
    const { system, deployment } = await startDistributed({
      env: { ...WITHOUT_LIMITS, LEASE_MS: String(LEASE_MS), CONFIRM_TIMEOUT_MS: '9000' },
      ownMongo: true,
      proxies: BEHIND_PROXIES,
      through: async ({ kafka, mongoAddress }) => {
        const ways: Record<string, { readonly kafka: string; readonly mongo: string }> = {};
        for (const name of BEHIND_PROXIES) {
          const proxy = await FaultProxy.to(mongoAddress);
          mongoProxies.set(name, proxy);
          ways[name] = { kafka: kafka.proxy(name).address, mongo: proxy.address };
        }
        return ways;
      },
    });
    const finalState = await FinalStateCheck.open(system, deployment);
    const kills = new Kills();
    kills.slowestStartMs = performance.now() - began;
    try {
      const services = ['verification', 'key-command', 'activity', 'notifier'] as const;
      const first = (service: (typeof services)[number]): Replica => {
        const [replica] = deployment.of(service);
        if (replica === undefined) throw new RangeError(`no ${service} runs`);
        return replica;
      };
      const killed = (service: Parameters<typeof first>[0]): Fault => ({
        name: `${service}: kill -9`,
        lasts: [0, 1000],
        inflict: () => kills.kill(first(service)),
      });
      const frozen = (service: Parameters<typeof first>[0], lasts: Fault['lasts'], how: string): Fault => ({
        name: `${service}: frozen ${how}`,
        lasts,
        inflict: () => freeze(first(service)),
      });
      const engine = (name: string, which: Engine): Fault[] => [
        {
          name: `${name}: kill -9`,
          lasts: [0, 1000],
          inflict: async () => {
            await which.kill();
            return () => which.restart();
          },
        },
        ...([SHORT, LONG] as const).map((lasts) => ({
          name: `${name}: frozen ${lasts === SHORT ? '< lease' : '> lease'}`,
          lasts,
          inflict: async () => {
            await which.freeze();
            return () => which.thaw();
          },
        })),
      ];
      const way = (name: string, proxy: FaultProxy, harm: (proxy: FaultProxy) => void): Fault => ({
        name,
        lasts: LONG,
        inflict: () => {
          harm(proxy);
          return Promise.resolve(() => {
            proxy.reopen();
          });
        },
      });
      const shut = (proxy: FaultProxy): void => {
        proxy.shut();
      };
      const hang = (proxy: FaultProxy): void => {
        proxy.hang();
      };
      const ways = BEHIND_PROXIES.flatMap((name) => {
        const mongo = mongoProxies.get(name);
        const kafka = deployment.kafka.proxy(name);
        return [
          way(`${name}: Kafka cut`, kafka, shut),
          way(`${name}: Kafka hangs`, kafka, hang),
          ...(mongo === undefined
            ? []
            : [way(`${name}: MongoDB cut`, mongo, shut), way(`${name}: MongoDB hangs`, mongo, hang)]),
        ];
      });
      const chaos = new Chaos(
        {
          system,
          targets: deployment,
          addresses: deployment.processes,
          faults: [
            ...services.map(killed),
            {
              name: 'a node with one process of each: kill -9',
              lasts: [0, 1000],
              inflict: async () => {
                const restarts = await Promise.all(services.map((service) => kills.kill(first(service))));
                return () => Promise.all(restarts.map((restart) => restart()));
              },
            },
            frozen('verification', SHORT, '< lease'),
            frozen('verification', LONG, '> lease'),
            frozen('key-command', LONG, '> lease'),
            ...engine('Kafka', deployment.kafka),
            ...engine('MongoDB', deployment.mongo),
            ...ways,
            way('verification/0: leader of key-events lost', deployment.kafka.proxy('verification/0'), (proxy) => {
              proxy.loseLeaderOf(TOPICS.keyEvents.name);
            }),
          ],
          leaseMs: LEASE_MS,
          startMs: () => kills.slowestStartMs,
        },
        chaosOptions(),
      );
      await chaos.runAndJudge();
      await finalState.check(chaos.traffic, kills.all);
      process.stdout.write(`${chaos.summary()}; store, topic and read model agree\n`);
    } finally {
      for (const proxy of [...mongoProxies.values(), ...BEHIND_PROXIES.map((name) => deployment.kafka.proxy(name))])
        proxy.reopen();
      await finalState.close();
      await system.stop();
      await Promise.all([...mongoProxies.values()].map((proxy) => proxy.remove()));
    }
  },
  5 * HOUR_MS,
);
