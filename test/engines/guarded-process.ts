import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createConnection, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Prints the program's process id, waits for its end, and kills it when standard input closes: when whoever started it
 * is gone.
 */
const GUARD =
  'exec 3<&0; "$@" </dev/null >&2 3<&- & program=$!; echo $program; (cat <&3 >/dev/null; kill -KILL $program 2>/dev/null) & exec 3<&-; wait $program';
const READY_MS = 60_000;

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Its output is appended here. */
  readonly log: string;
}

/** A program that does not outlive this process, however this one ends. */
export class GuardedProcess {
  private constructor(
    private readonly guard: ChildProcess,
    private readonly pid: number,
    private readonly ended: Promise<unknown>,
  ) {}

  /** Resolves once the program accepts connections on `port` of the loopback address. */
  static async start(command: Command, port: number): Promise<GuardedProcess> {
    const { program, args, cwd, log } = command;
    const output = openSync(log, 'a');
    const guard = spawn('sh', ['-c', GUARD, 'sh', program, ...args], { cwd, stdio: ['pipe', 'pipe', output] });
    closeSync(output);
    const ended = once(guard, 'exit').then(() => guard.stdin?.end());
    const started = new GuardedProcess(guard, await firstNumber(guard), ended);
    started.letTheProcessEnd();
    try {
      await started.accepting(port);
    } catch (error) {
      await started.kill();
      throw new Error(`${program} did not start:\n${readFileSync(log, 'utf8').slice(-4000)}`, { cause: error });
    }
    return started;
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async kill(): Promise<void> {
    await this.endedBy('SIGKILL');
  }

  /** Asks it to end by itself, and waits until it did. */
  async end(): Promise<void> {
    await this.endedBy('SIGTERM');
  }

  private async endedBy(signal: NodeJS.Signals): Promise<void> {
    this.guard.ref();
    if (this.guard.exitCode === null && this.guard.signalCode === null) this.signal(signal);
    await this.ended;
  }

  /** Whoever forgot to stop an engine is not kept alive by it. */
  private letTheProcessEnd(): void {
    this.guard.unref();
    if (this.guard.stdin instanceof Socket) this.guard.stdin.unref();
  }

  private async accepting(port: number): Promise<void> {
    const deadline = performance.now() + READY_MS;
    while (!(await accepts(port))) {
      if (this.guard.exitCode !== null) throw new Error('it ended');
      if (performance.now() > deadline) throw new Error(`it accepts no connection after ${String(READY_MS)} ms`);
      await pause(25);
    }
  }
}

async function firstNumber({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new TypeError('the guard has no output');
  for await (const line of createInterface(stdout)) return Number(line);
  throw new Error('the guard printed no process id');
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
