import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exchange } from '../kit/http.js';
import { AppProcess } from '../profiles/app-process.js';
import { freePort } from '../profiles/free-port.js';

const ROOT = resolve(import.meta.dirname, '../..');
const clone = mkdtempSync(join(tmpdir(), 'keyward-clone-'));
const port = await freePort();
const processes: AppProcess[] = [];
afterAll(async () => {
  for (const each of processes) await each.end('SIGTERM');
  rmSync(clone, { recursive: true });
});

/** As `npm start` does it. */
async function started(): Promise<AppProcess> {
  const run = AppProcess.spawn(join(clone, 'tools/run.mjs'), { PORT: String(port), DRAIN_MS: '0' }, clone, {
    args: ['start'],
  });
  processes.push(run);
  await run.until(async () => {
    expect((await health()).status).toBe(200);
    expect(run.output).toMatch(/curl -i/);
  }, 180_000);
  return run;
}
const health = () => exchange(`http://127.0.0.1:${String(port)}`, { path: '/health/ready' });

describe('npm start in a fresh clone that has its packages', () => {
  it('builds once, runs on the Node that was installed, and ends in order when it is asked to', async () => {
    execFileSync('git', ['-c', 'safe.directory=*', '-c', 'advice.detachedHead=false', 'clone', '--quiet', ROOT, clone]);
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
    const first = await started();
    expect(first.output).toMatch(/^Building …$/m);
    expect(existsSync(join(clone, 'data', 'events.db'))).toBe(true);
    if (process.platform === 'linux')
      expect(executablesBelow(first.pid)).toEqual([expect.stringMatching(/node_modules\/node-linux-\w+\/bin\/node$/)]);
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await expect(health()).rejects.toThrow('ECONNREFUSED');

    const second = await started();
    expect(second.output).not.toMatch(/Building/);
    expect(await second.end('SIGTERM')).toEqual({ code: 0, signal: null });
  }, 400_000);
});

/** What the children of `pid` run. */
function executablesBelow(pid: number): readonly string[] {
  const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
    .trim()
    .split(' ');
  return children.map((child) => readlinkSync(`/proc/${child}/exe`));
}
