import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Failure } from '#async';
import { eventually } from '../../../test/kit/eventually.js';
import { ThreadPool } from './thread-pool.js';

class Thread {
  private readonly failure = new Failure();
  readonly failed = this.failure.promise;
  isClosed = false;

  constructor(
    readonly worker: number,
    readonly start: () => Promise<void>,
  ) {}

  end(): void {
    this.failure.fail(new Error('ended'));
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

const lines: string[] = [];
const logger = pino({}, { write: (line) => void lines.push(line) });
const poolOf = (count: number, start: (worker: number) => Promise<void> = () => Promise.resolve()) =>
  new ThreadPool({ count, logger, spawn: (worker) => new Thread(worker, () => start(worker)) });
const workers = (pool: ThreadPool<Thread>) => pool.running.map(({ worker }) => worker);

describe('a pool of threads', () => {
  it('counts them from 2, since the main thread works, too', async () => {
    const pool = poolOf(2);
    await pool.start();
    expect(workers(pool)).toEqual([2, 3]);
  });

  it('replaces one that ends by itself by one with a new number, and says so', async () => {
    const pool = poolOf(2);
    await pool.start();
    pool.running[0]?.end();
    await eventually(() => {
      expect(workers(pool)).toEqual([3, 4]);
    });
    expect(lines.join('')).toMatch(/"worker":2,.*a worker ended by itself; another takes its place/);
  });

  it('throws what keeps one of the first from starting', async () => {
    await expect(
      poolOf(2, (worker) => (worker === 3 ? Promise.reject(new Error('no')) : Promise.resolve())).start(),
    ).rejects.toThrow('no');
  });

  it('tries again when one that takes a place cannot start', async () => {
    const pool = poolOf(1, (worker) => (worker === 3 ? Promise.reject(new Error('not now')) : Promise.resolve()));
    await pool.start();
    pool.running[0]?.end();
    await eventually(() => {
      expect(workers(pool)).toEqual([4]);
    });
    expect(lines.join('')).toMatch(/"worker":3,.*not now.*a worker could not start; it is tried again/);
  });

  it('closes all, and replaces none from then on', async () => {
    const pool = poolOf(2);
    await pool.start();
    const threads = pool.running;
    await pool.close();
    expect(threads.every(({ isClosed }) => isClosed)).toBe(true);
    for (const thread of threads) thread.end();
    await eventually(() => {
      expect(workers(pool)).toEqual([]);
    });
  });
});
