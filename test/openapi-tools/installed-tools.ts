import { execFile, type ExecFileOptions } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed, runTool } from '../engines/installation.js';

const NODE_TOOLS = join(import.meta.dirname, 'node');
/** Shorter than a test waits, so that no tool outlives its test. */
const LONGEST_MS = 270_000;
const PYTHON_TOOLS = join(import.meta.dirname, 'python');

export type CommandLine = readonly [program: string, ...args: string[]];

/** A program of `node/package.json`, by its file, on the Node that runs this. */
export async function nodeTool(entry: string): Promise<CommandLine> {
  return [process.execPath, join(await nodeTools(), 'node_modules', entry)];
}

/** A program of `python/requirements.txt`; without a name the Python that has its packages. */
export async function pythonTool(name?: string): Promise<CommandLine> {
  const folder = await pythonTools();
  return [join(folder, 'bin/python'), ...(name === undefined ? [] : [join(folder, 'bin', name)])];
}

/** Each of them, so that no test waits for a download. */
export async function installTools(): Promise<void> {
  await Promise.all([nodeTools(), pythonTools()]);
}

async function nodeTools(): Promise<string> {
  return installed(
    'openapi-node-tools',
    await readFile(join(NODE_TOOLS, 'package-lock.json'), 'utf8'),
    async (folder) => {
      await cp(NODE_TOOLS, folder, { recursive: true });
      const args = ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      await runTool('npm', args, folder);
    },
  );
}

async function pythonTools(): Promise<string> {
  const requirements = join(PYTHON_TOOLS, 'requirements.txt');
  return installed('openapi-python-tools', await readFile(requirements, 'utf8'), async (folder) => {
    await runTool('python3', ['-m', 'venv', folder]);
    await runTool(join(folder, 'bin/python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'],
      ...['--require-hashes', '--requirement', requirements],
    ]);
  });
}

export interface Outcome {
  readonly code: number;
  /** What it wrote. */
  readonly output: string;
}

export function outcomeOf([program, ...args]: CommandLine, options: ExecFileOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { maxBuffer: 64 * 1024 * 1024, timeout: LONGEST_MS, ...options },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') resolve({ code, output: `${String(stdout)}${String(stderr)}` });
        else reject(error ?? new Error(`${program} was ended`));
      },
    );
  });
}
