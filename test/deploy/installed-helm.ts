import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installed, runTool } from '../engines/installation.js';

const HELM = 'helm.sh/helm/v4/cmd/helm@v4.3.1';

/** The program: the one that is on the path, or one that is built from its Go module, once. */
export async function installedHelm(): Promise<string> {
  if (works('helm', ['version', '--short'])) return 'helm';
  if (!works('go', ['version']))
    throw new Error('The chart is rendered by Helm, which is not here. Install Helm ≥ 3.18, or Go ≥ 1.26 to build it.');
  return join(await installed('helm', HELM, (folder) => build(HELM, folder)), 'helm');
}

async function build(program: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await runTool('env', [`GOBIN=${folder}`, 'go', 'install', '-trimpath', '-ldflags=-s -w', program]);
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { timeout: 30_000 }).status === 0;
}
