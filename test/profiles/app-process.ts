import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What V8 makes of the product's modules, kept from process to process: a scenario starts many. */
const NODE_COMPILE_CACHE = resolve(import.meta.dirname, '../../.cache/compiled');

/** One process of the built software, with all it wrote. */
export class AppProcess {
  private readonly chunks: string[] = [];
  /** How it ended. */
  readonly ended: Promise<Ending>;
  private ending: Ending | undefined;

  private constructor(private readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        this.chunks.push(chunk);
      });
    }
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        this.ending = { code, signal };
        resolve(this.ending);
      });
    });
  }

  /**
   * Runs `entry` (JavaScript) with nothing in its environment but `env`. `uid`: whose process it is, if not the
   * tester's.
   */
  static spawn(
    entry: string,
    env: Readonly<Record<string, string | undefined>>,
    cwd = process.cwd(),
    { uid, args = [] }: { readonly uid?: number; readonly args?: readonly string[] } = {},
  ): AppProcess {
    if (!existsSync(entry)) throw new Error(`${entry} is missing: build first (npm run build)`);
    return new AppProcess(
      spawn(process.execPath, [entry, ...args], {
        cwd,
        ...(uid !== undefined && { uid }),
        env: { PATH: process.env['PATH'], ...(uid === undefined && { NODE_COMPILE_CACHE }), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('it did not start');
    return this.child.pid;
  }

  get output(): string {
    return this.chunks.join('');
  }

  /** Resolves once `isUp` does not throw. @throws with the output when the process ends first or `timeout` is over. */
  async until(isUp: () => Promise<void>, timeout = 60_000): Promise<void> {
    const deadline = performance.now() + timeout;
    for (;;) {
      try {
        await isUp();
        return;
      } catch (error) {
        if (this.ending !== undefined)
          throw new Error(`the process ended (${JSON.stringify(this.ending)}):\n${this.output}`, { cause: error });
        if (performance.now() > deadline)
          throw new Error(`not up after ${String(timeout)} ms:\n${this.output}`, { cause: error });
      }
      await pause(50);
    }
  }

  /** Sends `signal` and resolves when the process has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending> {
    if (this.ending === undefined) this.child.kill(signal);
    return this.ended;
  }

  /** Sends `signal` and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
