import { rm } from 'node:fs/promises';
import { type Engine } from './engine.js';
import { type Command, GuardedProcess } from './guarded-process.js';

/** A server as a process of this machine, on the loopback address. */
export class LocalEngine implements Engine {
  readonly address: string;
  private process: GuardedProcess | undefined;

  private constructor(
    private readonly command: Command,
    private readonly port: number,
  ) {
    this.address = `127.0.0.1:${String(port)}`;
  }

  /** Its data lives in the command's folder, which `stop` removes. */
  static async start(command: Command, port: number): Promise<LocalEngine> {
    const engine = new LocalEngine(command, port);
    await engine.restart();
    return engine;
  }

  async restart(): Promise<void> {
    this.process = await GuardedProcess.start(this.command, this.port);
  }

  async kill(): Promise<void> {
    await this.process?.kill();
    this.process = undefined;
  }

  freeze(): Promise<void> {
    this.process?.signal('SIGSTOP');
    return Promise.resolve();
  }

  thaw(): Promise<void> {
    this.process?.signal('SIGCONT');
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.command.cwd, { recursive: true, force: true });
  }
}
