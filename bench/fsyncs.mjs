import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * How often process `pid` makes each file durable while `work` runs, by the name of the database. Null where there is no
 * `strace`, or it may not look.
 */
export async function fsyncsOf(pid, work) {
  if (spawnSync('strace', ['-V']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'keyward-strace-'));
  const file = join(folder, 'trace');
  const strace = spawn('strace', ['-f', '-y', '-e', 'trace=fsync,fdatasync', '-o', file, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const [said] = await once(strace.stderr, 'data');
    if (!String(said).includes('attached')) return null;
    await work();
    strace.kill('SIGINT');
    await once(strace, 'exit');
    const counts = new Map();
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/\b(?:fsync|fdatasync)\(\d+<([^>]+)>/g)) {
      const name = basename(path).replace(/-wal$/, '');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  } finally {
    strace.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}
