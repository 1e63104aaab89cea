import 'reflect-metadata';
// The process that gets killed: appends and publishes without end, and writes "<stream> <version>" only once that is
// acknowledged. Arguments: data folder, composition, seed, failpoint or "none", how often that instant is passed before the process
// kills itself there.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { VersionConflict } from '#event-store';
import { type NewEvent } from '../../libs/event-store/event-store.js';
import { seededRandom, wholeNumber } from '../kit/seeded-random.js';
import { COMPOSITIONS, type SmallSystem, startSmallSystem } from './small-system.js';
import { STREAMS } from './streams.js';

const WORKERS = 8;
const [folder = '', composition = '', seed = '0', failpoint = 'none', passes = '0'] = process.argv.slice(2);
const random = seededRandom(Number(seed));

let left = Number(passes);
const system = await startSmallSystem(
  folder,
  COMPOSITIONS.find((each) => each === composition) ?? 'apart',
  (instant) => {
    if (instant === failpoint && left-- <= 0) process.kill(process.pid, 'SIGKILL');
  },
  failpoint === 'after-commit' ? left : null,
);

await Promise.race([system.failed, ...Array.from({ length: WORKERS }, () => work(system))]);

/** One command a turn of the event loop, as requests come: a thread's answers would follow each other in one turn without end. */
async function work({ store, loop }: SmallSystem): Promise<never> {
  for (;;) {
    await nextTurn();
    const stream = STREAMS[wholeNumber(random, 0, STREAMS.length)] ?? '';
    const head = (await store.readStored(stream, 0)).at(-1)?.lastVersion ?? 0;
    try {
      const { lastVersion, position } = await store.append(stream, head, someEvents(), { commandId: randomUUID() });
      if (position === null) await loop.publish(stream, lastVersion);
      await acknowledge(`${stream} ${String(lastVersion)}\n`);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
}

/** Whole, and out of this process, when it resolves: a pipe that is full takes nothing of so short a line. */
async function acknowledge(line: string): Promise<void> {
  for (;;) {
    try {
      writeSync(process.stdout.fd, line);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      await nextTurn();
    }
  }
}

function someEvents(): readonly NewEvent[] {
  const at = new Date().toISOString();
  return Array.from({ length: wholeNumber(random, 1, 4) }, () => ({
    event: { type: 'KeyRevoked', keyId: randomUUID(), reason: null },
    at,
    by: 'service:load',
  }));
}
