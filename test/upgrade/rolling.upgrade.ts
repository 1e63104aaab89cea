import { expect, it } from '@jest/globals';
import { WITHOUT_LIMITS } from '../chaos/chaos.js';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { askedAfterConfirmedEnd, violationsIn } from '../faults/history.js';
import { Traffic } from '../faults/traffic.js';
import { startDistributed } from '../profiles/distributed.js';
import { UPGRADE_ORDER } from './order.js';
import { Rotation } from './rotation.js';

/** Between two processes: both versions answer commands and questions meanwhile. */
const COMMANDS_BETWEEN = 10;
const HOUR_MS = 3_600_000;

const { UPGRADE_FROM: older, UPGRADE_SEED: seed = String(Date.now() % 1e6) } = process.env;
if (older === undefined) throw new Error('UPGRADE_FROM names the dist folder of the older version: npm run upgrade');

it(
  'the services are replaced one after the other by this version, and back by the older one: no verdict is wrong and none refused',
  async () => {
    process.stdout.write(`upgrade with --seed ${seed}\n`);
    const { system, deployment } = await startDistributed({
      env: { ...WITHOUT_LIMITS, DRAIN_MS: '500' },
      dist: older,
    });
    const finalState = await FinalStateCheck.open(system, deployment);
    const rotation = new Rotation(deployment);
    const traffic = new Traffic(system, rotation, { seed: Number(seed) });
    try {
      await traffic.start();
      await traffic.commands(COMMANDS_BETWEEN);
      for (const [what, order, dist] of [
        ['upgrade', UPGRADE_ORDER, undefined],
        ['rollback', UPGRADE_ORDER.toReversed(), older],
      ] as const) {
        const began = performance.now();
        for (const replica of order.flatMap((service) => deployment.of(service))) {
          await rotation.without(replica, () => replica.moveTo(dist));
          await traffic.commands(COMMANDS_BETWEEN);
        }
        const seconds = ((performance.now() - began) / 1000).toFixed(0);
        process.stdout.write(`${what} of ${String(deployment.replicas.length)} processes: ${seconds} s\n`);
      }
      const { commands, verifications } = await traffic.stop();
      expect(violationsIn({ commands, verifications })).toEqual([]);
      const unanswered = verifications.filter(({ code }) => ['unavailable', 'lost'].includes(code));
      expect(unanswered.length).toBe(0);
      expect(commands.filter(({ outcome }) => outcome === 'unknown')).toEqual([]);
      const judged = askedAfterConfirmedEnd(traffic.client);
      expect(judged).toBeGreaterThan(0);
      await finalState.check(traffic);
      process.stdout.write(
        `${String(commands.length)} commands, ${String(verifications.length)} verdicts asked, ${String(judged)} after a confirmed end: none wrong, none refused, store, topic and read model agree\n`,
      );
    } finally {
      await traffic.abandon();
      await finalState.close();
      await system.stop();
    }
  },
  HOUR_MS,
);
