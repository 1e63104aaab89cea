import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { BackgroundTraffic } from '../faults/background-traffic.js';
import { expectNoViolations } from '../faults/expect-no-violations.js';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

const WORKERS = 2;
const PATIENCE = { timeout: 60_000 };

const { system, deployment } = await startDistributed({
  env: { LEASE_MS: '2000', CONFIRM_TIMEOUT_MS: '10000' },
  envOf: { 'verification/0': { WORKERS: String(WORKERS), KEYWARD_TEST_CLOCK: '' } },
});
const replicas = deployment.verifiers - 1 + WORKERS;
const finalState = await FinalStateCheck.open(system, deployment);
const background = new BackgroundTraffic(system, deployment);
afterEach(() => background.abandon());
afterAll(async () => {
  await finalState.close();
  await system.stop();
}, 180_000);

const [pool] = deployment.of('verification');
if (pool === undefined) throw new Error('there is no verification');
const workers = (): readonly string[] =>
  readFileSync(`/proc/${String(pool.pid)}/task/${String(pool.pid)}/children`, 'utf8')
    .trim()
    .split(' ');
const alice = system.as(person('alice', 'analyst'));

const allConfirm = () =>
  eventually(async () => {
    expect(workers()).toHaveLength(WORKERS);
    expect((await alice.createKey()).propagation).toMatchObject({ confirmed: true, replicas });
  }, PATIENCE);

describe('a verification with two workers', () => {
  it('has each confirm what is answered, and shows both on one page', async () => {
    await allConfirm();
    const { text } = await exchange(pool.address, { path: '/metrics' });
    for (const worker of ['1', '2']) expect(text).toMatch(new RegExp(`^keyward_\\w+\\{(.*,)?worker="${worker}"`, 'm'));
  });

  it('replaces a worker that is killed: no revoked key is accepted, and nothing that was acknowledged is lost', async () => {
    await allConfirm();
    const traffic = await background.start(1);
    const kills: { readonly replica: string; readonly at: number }[] = [];
    for (let kill = 0; kill < 3; kill++) {
      const [victim] = workers();
      kills.push({ replica: pool.address, at: performance.now() });
      process.kill(Number(victim), 'SIGKILL');
      await traffic.commands(10);
      await eventually(() => {
        expect(workers()).toHaveLength(WORKERS);
        expect(workers()).not.toContain(victim);
      }, PATIENCE);
    }
    expectNoViolations(await traffic.stop());
    await finalState.check(traffic, kills);
    await allConfirm();
  }, 180_000);
});
