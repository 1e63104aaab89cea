import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../../test/kit/eventually.js';
import { freePort } from '../../../test/profiles/free-port.js';

const HOOK = new URL('../../../test/crash/typescript-hook.mjs', import.meta.url).href;
const PROGRAM = fileURLToPath(new URL('./testing/pool.program.ts', import.meta.url));

let pool: ChildProcess | undefined;
let output = '';
afterEach(async () => {
  if (pool?.exitCode === null && pool.kill('SIGKILL')) await once(pool, 'close');
});

async function start(env: Readonly<Record<string, string>>): Promise<string> {
  const port = String(await freePort());
  output = '';
  pool = spawn(process.execPath, ['--import', HOOK, PROGRAM], { env: { ...process.env, PORT: port, ...env } });
  for (const stream of [pool.stdout, pool.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return `http://127.0.0.1:${port}`;
}
const get = async (url: string): Promise<string> => (await fetch(url)).text();
/** Until so many processes answer. */
async function pidsAt(address: string, count: number): Promise<ReadonlySet<string>> {
  const pids = new Set<string>();
  await eventually(async () => {
    pids.clear();
    for (let asked = 0; asked < 4 * count; asked++) pids.add(await get(`${address}/pid`));
    expect(pids.size).toBe(count);
  });
  return pids;
}

describe('a pool of two workers', () => {
  it('answers from both on one port, and each shows the metrics of both', async () => {
    const address = await start({ WORKERS: '2' });
    await pidsAt(address, 2);
    const page = await get(`${address}/metrics`);
    for (const worker of ['1', '2'])
      expect(page).toMatch(new RegExp(`^asked_total\\{worker="${worker}"\\} [1-9]`, 'm'));
  });

  it('replaces one that ends by itself, while the other answers', async () => {
    const address = await start({ WORKERS: '2' });
    const before = await pidsAt(address, 2);
    await get(`${address}/die`).catch(() => undefined);
    for (let asked = 0; asked < 10; asked++) expect(before).toContain(await get(`${address}/pid`));
    await eventually(async () => {
      const now = await pidsAt(address, 2);
      expect([...now].filter((pid) => before.has(pid)).length).toBe(1);
    });
    expect(output).toMatch(/"worker":[12],"code":3,.*a worker ended by itself; another takes its place/);
  });

  it('ends, with all of its processes, when it is asked to', async () => {
    const address = await start({ WORKERS: '2' });
    const pids = await pidsAt(address, 2);
    pool?.kill('SIGTERM');
    if (pool !== undefined) expect(await once(pool, 'exit')).toEqual([0, null]);
    for (const pid of pids) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });

  it('says once what keeps it from starting, and ends', async () => {
    await start({ WORKERS: '2', START: 'refused' });
    if (pool !== undefined) expect(await once(pool, 'close')).toEqual([1, null]);
    expect(output).toBe('PORT: no\n');
  });

  it('of one is the process itself', async () => {
    const address = await start({ WORKERS: '1' });
    expect(await pidsAt(address, 1)).toEqual(new Set([String(pool?.pid)]));
  });
});
