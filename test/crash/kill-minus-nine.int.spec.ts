import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TOPICS } from '#contracts';
import { eventually } from '../kit/eventually.js';
import { seededRandom, wholeNumber } from '../kit/seeded-random.js';
import { type Evidence, evidenceIn } from './evidence.js';
import { type Failpoint, FAILPOINTS } from './failpoints.js';
import { type Composition, startSmallSystem } from './small-system.js';

/** In a data folder of their own each, so that what is checked after every kill stays short. */
const ROUNDS: readonly (readonly [before: Composition, after: Composition])[] = [
  ['apart', 'apart'],
  ['apart', 'together'], // the upgrade
  ['together', 'together'],
  ['together', 'by thread'],
];
const KILLS_PER_ROUND = 25;
const KILLS_PER_FAILPOINT = 3;
/** A restart that nobody kills, so that everything can settle, after every so many kills. */
const SETTLE_EVERY = 5;

const fileBeside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Life {
  /** "<stream> <version>", as they were acknowledged. */
  readonly acknowledged: readonly string[];
  readonly signal: NodeJS.Signals | null;
  readonly complaints: string;
}

/**
 * By the failpoint, the so-manyth time; or from outside, a while after so many acknowledgements (0: after the start).
 */
type Death =
  { readonly afterAcks: number; readonly afterMs: number } | { readonly failpoint: Failpoint; readonly passes: number };

/** Runs one victim until it is dead. */
async function live(folder: string, composition: Composition, seed: number, death: Death): Promise<Life> {
  const failpoint = 'failpoint' in death ? [death.failpoint, String(death.passes)] : [];
  const victim: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [
      '--conditions=keyward-source',
      '--disable-warning=ExperimentalWarning',
      '--import',
      fileBeside('typescript-hook.mjs'),
      fileBeside('victim.ts'),
      folder,
      composition,
      String(seed),
      ...failpoint,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [output, complaints] = ['', ''];
  const lines = (): string[] => output.split('\n').slice(0, -1);
  let doomed = false;
  const doom = (): void => {
    if ('failpoint' in death || doomed || lines().length < death.afterAcks) return;
    doomed = true;
    setTimeout(() => victim.kill('SIGKILL'), death.afterMs);
  };
  victim.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    doom();
  });
  victim.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  doom();
  await once(victim, 'close');
  return { acknowledged: lines(), signal: victim.signalCode, complaints };
}

/** A few milliseconds into the load, in the middle of it, or while the process starts, opens its files and recovers. */
function randomDeath(random: () => number, kill: number): Death {
  return kill % 5 === 0
    ? { afterAcks: 0, afterMs: wholeNumber(random, 100, 300) }
    : { afterAcks: wholeNumber(random, 1, 40), afterMs: wholeNumber(random, 0, 12) };
}

const upTo = (head: number): readonly number[] => Array.from({ length: head }, (_, n) => n + 1);

/** What holds at every instant, also right after a kill. */
function expectNothingLost({ stored, logged, projected }: Evidence, acknowledged: readonly string[]): void {
  const lost = acknowledged.filter((line) => {
    const [stream = '', version] = line.split(' ');
    return (
      stored.get(stream)?.includes(Number(version)) !== true || logged.get(stream)?.includes(Number(version)) !== true
    );
  });
  expect(lost).toEqual([]);
  for (const [stream, versions] of stored) expect([stream, versions]).toEqual([stream, upTo(versions.length)]);
  for (const [stream, versions] of logged) {
    expect([stream, versions]).toEqual([stream, upTo(versions.length)]);
    expect(versions.length).toBeLessThanOrEqual(stored.get(stream)?.length ?? 0);
  }
  for (const [stream, head] of projected) expect(head).toBeLessThanOrEqual(logged.get(stream)?.length ?? 0);
}

/** What holds once a restarted system is at rest. */
function expectSettled({ stored, logged, projected, unpublished }: Evidence): void {
  expect(unpublished).toBe(0);
  expect(logged).toEqual(stored);
  expect(projected).toEqual(new Map([...stored].map(([stream, versions]) => [stream, versions.length])));
}

describe('after kill -9', () => {
  let folder: string;
  let acknowledged: string[];
  /** The same by the seed that jest prints and takes by `--seed`. */
  let random: () => number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyward-crash-'));
    acknowledged = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const liveAndDie = async (composition: Composition, death: Death): Promise<Evidence> => {
    const seed = wholeNumber(random, 0, 2 ** 31);
    const { signal, complaints, acknowledged: lines } = await live(folder, composition, seed, death);
    expect({ signal, complaints }).toEqual({ signal: 'SIGKILL', complaints: '' });
    acknowledged.push(...lines);
    const evidence = await evidenceIn(folder, composition);
    expectNothingLost(evidence, acknowledged);
    return evidence;
  };

  const settle = async (composition: Composition): Promise<Evidence> => {
    const system = await startSmallSystem(folder, composition);
    await eventually(
      async () => {
        expect(await system.store.countUnpublished()).toBe(0);
        expect(system.heads.checkpoint()).toEqual(await system.subscriber.endOf(TOPICS.keyEvents.name));
      },
      { timeout: 10_000 },
    );
    await system.close();
    const evidence = await evidenceIn(folder, composition);
    expectNothingLost(evidence, acknowledged);
    expectSettled(evidence);
    return evidence;
  };

  it.each(ROUNDS.map(([before, after], round) => [round + 1, before, after] as const))(
    `at ${String(KILLS_PER_ROUND)} random instants under load, nothing acknowledged is lost, no stream has a hole, everything is published and projected (round %i, %s, then %s)`,
    async (round, before, after) => {
      random = seededRandom(jest.getSeed() + round);
      for (let kill = 1; kill <= KILLS_PER_ROUND; kill++) {
        const composition = kill * 2 < KILLS_PER_ROUND ? before : after;
        await liveAndDie(composition, randomDeath(random, kill));
        if (kill % SETTLE_EVERY === 0) await settle(composition);
      }
      expect(acknowledged.length).toBeGreaterThan(KILLS_PER_ROUND);
    },
    120_000,
  );

  it.each<readonly [Failpoint, Composition]>([
    ...FAILPOINTS.map((failpoint) => [failpoint, 'apart'] as const),
    ['after-append', 'together'],
    ['after-project', 'together'],
    ['after-commit', 'by thread'],
    ['after-append', 'by thread'],
    ['after-project', 'by thread'],
  ])(
    '%s, %s, the next start finishes what was under way',
    async (failpoint, composition) => {
      random = seededRandom(jest.getSeed());
      for (let kill = 0; kill < KILLS_PER_FAILPOINT; kill++) {
        const found = await liveAndDie(composition, { failpoint, passes: wholeNumber(random, 0, 20) });
        const settled = await settle(composition);
        if (failpoint === 'after-append' || failpoint === 'after-send')
          expect(found.unpublished > 0).toBe(composition === 'apart');
        // sent, position not saved: sent again
        if (failpoint === 'after-send') expect(settled.records).toBeGreaterThan(found.records);
      }
    },
    60_000,
  );
});
