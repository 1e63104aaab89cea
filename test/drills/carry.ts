import { expect } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { atOnce } from '../kit/at-once.js';
import { Recovery } from '../faults/recovery.js';
import { violationsIn } from '../faults/history.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { opsOnDatabase, opsOnFolder } from '../kit/ops-command.js';
import { System } from '../kit/system.js';
import { DistributedDeployment, type ServiceName } from '../profiles/distributed-deployment.js';
import { type SeededOwner, seedHistory } from '../profiles/seed-history.js';
import { start as startStandalone } from '../profiles/standalone.js';
import { type Drill } from './drill.js';
import { seconds, type Step, StepReport } from './step-report.js';

const KEYS_OF_AN_OWNER = 50;
const KNOWN_WITHIN = { timeout: 1_800_000, every: 1000 };

/** A standalone Keyward grows into the services. */
export const carry: Drill = {
  name: 'carry',
  run: async ({ keys }) => {
    const files = mkdtempSync(join(tmpdir(), 'keyward-carried-'));
    const file = join(files, 'history.ndjson');
    const steps: Step[] = [];
    const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      const from = performance.now();
      await work();
      const until = performance.now();
      steps.push({ what, tookMs: until - from, from, until });
      process.stdout.write(`done: ${what}: ${seconds(until - from)} s\n`);
    };
    try {
      const { seeded, pepper } = await exported(Math.ceil(keys / KEYS_OF_AN_OWNER), file, timed);
      await imported(file, pepper, seeded, timed);
    } finally {
      rmSync(files, { recursive: true });
    }
    const report = new StepReport(steps, { commands: [], verifications: [] });
    process.stdout.write(`carry\n${report.table()}\n`);
    return report;
  },
};

type Timed = (what: string, work: () => Promise<unknown>) => Promise<void>;

async function exported(owners: number, file: string, timed: Timed) {
  let [seeded, pepper]: [readonly SeededOwner[], string] = [[], ''];
  await using standalone = await startStandalone({
    prepare: async (deployment) => {
      seeded = await seedHistory(deployment, owners);
      pepper = deployment.secrets['pepper'] ?? '';
    },
  });
  await timed(`ops export of ${String(owners * KEYS_OF_AN_OWNER)} keys, while standalone runs`, async () => {
    expect(await opsOnFolder(standalone.folder, 'export', file)).toMatchObject({ code: 0, json: { owners } });
  });
  return { seeded, pepper };
}

async function imported(file: string, pepper: string, seeded: readonly SeededOwner[], timed: Timed): Promise<void> {
  const deployment = await DistributedDeployment.prepare({ env: { KEY_PEPPERS: `p1:${pepper}` } });
  const system = new System(deployment);
  try {
    await timed('ops import --services, into an empty database', async () => {
      expect(await opsOnDatabase(deployment, 'key-command', 'import', file, '--services')).toMatchObject({ code: 0 });
    });
    await timed('start, until every replica is ready', () => system.start());
    const metricIs0 = (name: string, service: ServiceName) =>
      eventually(async () => {
        for (const { address } of deployment.of(service))
          expect((await exchange(address, { path: '/metrics' })).text).toMatch(
            new RegExp(`^${name}(\\{.*\\})? 0$`, 'm'),
          );
      }, KNOWN_WITHIN);
    await timed('until every commit is published', () => metricIs0('keyward_unpublished_commits', 'key-command'));
    await timed('until every replica knows every key', () =>
      eventually(() => allKnown(deployment, seeded), KNOWN_WITHIN),
    );
    const recovery = new Recovery(system, deployment);
    await recovery.complete(deployment.processes);
    expect(violationsIn(recovery.client)).toEqual([]);
  } finally {
    await system.stop();
  }
}

/** One key that works and one that was revoked, of each owner, at every replica. */
async function allKnown(deployment: DistributedDeployment, seeded: readonly SeededOwner[]): Promise<void> {
  await atOnce(seeded, async ({ liveSecret, revokedSecret }) => {
    const items = [liveSecret, revokedSecret].map((key) => ({ key }));
    for (const { address } of deployment.of('verification')) {
      const { body } = await exchange(address, { method: 'POST', path: '/v1/verify/batch', body: { items } });
      const { results } = z.object({ results: z.array(z.object({ code: z.string() })) }).parse(body);
      expect(results.map(({ code }) => code)).toEqual(['valid', 'revoked']);
    }
  });
}
