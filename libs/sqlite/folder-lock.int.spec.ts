import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FolderInUse, lockFolder } from './folder-lock.js';

const HOLDER = `
  import { DatabaseSync } from 'node:sqlite';
  const lock = new DatabaseSync(process.argv[1], { timeout: 0 });
  lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => {}, 1000);`;

describe('a folder lock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-lock-'));
  let holder: ChildProcessByStdio<null, Readable, null> | undefined;

  afterEach(() => {
    holder?.kill('SIGKILL');
  });

  it('refuses a second holder in the same process, and lets one in after release', () => {
    const first = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    first.release();
    lockFolder(folder).release();
  });

  it('lasts though nobody refers to it, whatever is collected', async () => {
    const kept = mkdtempSync(join(tmpdir(), 'keyward-lock-'));
    lockFolder(kept);
    await setImmediate();
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    await setImmediate();
    expect(() => lockFolder(kept)).toThrow(FolderInUse);
    rmSync(kept, { recursive: true });
  });

  it('refuses while another process holds it, and is free at once after that process was killed', async () => {
    holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, join(folder, 'keyward.lock')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(holder.stdout, 'data');
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    lockFolder(folder).release();
    rmSync(folder, { recursive: true });
  });
});
