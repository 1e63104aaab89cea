import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expectUsesCounted } from '../faults/use-counts.js';
import { FileLock } from '../kit/file-lock.js';
import { startStandalone } from '../profiles/standalone.js';
import { contradicted } from './answers-stand.js';
import { Chaos, chaosOptions, type Fault, freeze, Kills, WITHOUT_LIMITS } from './chaos.js';

const LEASE_MS = 2000;
const HOUR_MS = 3_600_000;
const PRLIMIT = process.platform === 'linux';

it(
  'standalone: whatever happens to the process, its files and its disk, no answer is wrong and every answered command stands',
  async () => {
    const began = performance.now();
    const started = await startStandalone({
      env: { ...WITHOUT_LIMITS, LEASE_MS: String(LEASE_MS), CONFIRM_TIMEOUT_MS: '6000' },
    });
    await using system = started.system;
    const { process: replica } = started;
    const kills = new Kills();
    kills.slowestStartMs = performance.now() - began;

    const locked = (file: string, most: number): Fault => ({
      name: `${file} locked`,
      lasts: [300, most],
      inflict: async () => {
        const lock = await FileLock.on(join(system.folder, file));
        return () => lock.release();
      },
    });
    /** No file grows beyond a page: what is written behind that fails as on a full disk. */
    const limitFiles = (bytes: string): void => {
      execFileSync('prlimit', ['--pid', String(replica.pid), `--fsize=${bytes}:`]);
    };
    const faults: Fault[] = [
      { name: 'kill -9', lasts: [0, 200], inflict: () => kills.kill(replica) },
      { name: 'frozen < lease', lasts: [LEASE_MS / 10, LEASE_MS / 2], inflict: () => freeze(replica) },
      { name: 'frozen > lease', lasts: [LEASE_MS * 1.1, LEASE_MS * 2], inflict: () => freeze(replica) },
      locked('events.db', 4000),
      locked('derived.db', 1.5 * LEASE_MS),
      locked('activity.db', 4000),
      locked('reminders.db', 4000),
    ];
    if (PRLIMIT)
      faults.push({
        name: 'disk full',
        lasts: [500, 4000],
        inflict: () => {
          limitFiles('4096');
          return Promise.resolve(() => {
            limitFiles('unlimited');
          });
        },
      });

    const chaos = new Chaos(
      {
        system,
        targets: { of: () => [replica] },
        addresses: [replica.address],
        faults,
        leaseMs: LEASE_MS,
        startMs: () => kills.slowestStartMs,
      },
      chaosOptions(),
    );
    await chaos.runAndJudge();
    await expectUsesCounted(system, chaos.traffic, kills.all, { timeout: 60_000, every: 200 });
    expect(await contradicted(system, chaos.traffic)).toEqual([]);
    process.stdout.write(`${chaos.summary()}\n`);
  },
  5 * HOUR_MS,
);
