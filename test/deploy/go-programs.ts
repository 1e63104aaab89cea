import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { installed, runTool } from '../engines/installation.js';

const run = promisify(execFile);
const downloaded = z.object({ Dir: z.string(), GoMod: z.string() });

/** Runs the Go command in `folder`. */
export async function go(folder: string, ...args: readonly string[]): Promise<void> {
  requireGo();
  await runTool('go', args, folder);
}

/** The program of a Go module, built once. */
export async function goTool(program: string): Promise<string> {
  const name = /([^/]+)@/.exec(program)?.[1] ?? program;
  const folder = await installed(name, program, async (into) => {
    requireGo();
    await runTool('env', [`GOBIN=${into}`, 'go', 'install', '-ldflags=-s -w', program]);
  });
  return join(folder, name);
}

/** The folder of a module, and its go.mod as it was published. */
export async function moduleFiles(module: string): Promise<z.infer<typeof downloaded>> {
  requireGo();
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd: '/' });
  return downloaded.parse(JSON.parse(stdout));
}

function requireGo(): void {
  if (spawnSync('go', ['version'], { timeout: 30_000 }).status !== 0)
    throw new Error('What the chart is checked with is built from Go modules. Install Go ≥ 1.26.');
}
