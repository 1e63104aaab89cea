import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CACHE = join(import.meta.dirname, '../../.cache/engines');
const run = promisify(execFile);

/**
 * The folder that `install` filled, which it does once for each `recipe` (what decides on the result). It appears whole
 * or not at all, so that an interrupted installation, or two at once, do no harm.
 */
export async function installed(
  name: string,
  recipe: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(CACHE, `${name}-${createHash('sha256').update(recipe).digest('hex').slice(0, 8)}`);
  if (existsSync(folder)) return folder;
  console.log(`Installing ${name} for tests (once) …`);
  const unfinished = `${folder}.${String(process.pid)}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await install(unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** @throws with what the program wrote when it fails. */
export async function runTool(program: string, args: readonly string[], cwd?: string): Promise<void> {
  await run(program, args, { maxBuffer: 64 * 1024 * 1024, cwd });
}
