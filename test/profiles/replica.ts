import { resolve } from 'node:path';
import { exchange } from '../kit/http.js';
import { AppProcess } from './app-process.js';

const DIST = resolve(import.meta.dirname, '../../dist');

/** The built app of that name, as an entry point; `dist`: of another version. */
export function entryOf(app: string, dist = DIST): string {
  return resolve(dist, `apps/${app}/main.js`);
}

/** Where a process with these variables is asked. */
export function localAddress(port: number, env: Readonly<Record<string, string | undefined>>): string {
  return `${env['TLS_CERT_FILE'] === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`;
}

/** One process of an app, over all its lives. Its address stays the same. */
export class Replica<App extends string = string> {
  readonly address: string;
  private readonly lives: AppProcess[] = [];
  private current: AppProcess | undefined;

  constructor(
    readonly app: App,
    port: number,
    private env: Readonly<Record<string, string>>,
    private dist = DIST,
  ) {
    this.address = localAddress(port, env);
  }

  get output(): string {
    return this.lives.map((each) => each.output).join('');
  }

  async start({ ready = true }: { readonly ready?: boolean } = {}, timeout?: number): Promise<void> {
    this.current = AppProcess.spawn(entryOf(this.app, this.dist), this.env);
    this.lives.push(this.current);
    await this.current.until(async () => {
      const { status } = await exchange(this.address, { path: ready ? '/health/ready' : '/health/live' });
      if (status !== 200) throw new Error(`${this.app} answered ${String(status)}`);
    }, timeout);
  }

  /** Changes variables from its next start on. */
  configure(changes: Readonly<Record<string, string>>): void {
    this.env = { ...this.env, ...changes };
  }

  /** Ends it, and starts it again from `dist`, as another version. Resolves when that is ready. */
  async moveTo(dist = DIST): Promise<void> {
    await this.stop();
    this.dist = dist;
    await this.start();
  }

  async stop(): Promise<void> {
    const app = this.current;
    this.current = undefined;
    const ending = await app?.end('SIGTERM');
    if (app !== undefined && ending?.code !== 0)
      throw new Error(`asked to end, ${this.app} ended with ${JSON.stringify(ending)}:\n${app.output}`);
  }

  async kill(): Promise<void> {
    await this.current?.end('SIGKILL');
    this.current = undefined;
  }

  /** Of its life now. @throws when it does not run. */
  get pid(): number {
    if (this.current === undefined) throw new Error(`${this.app} does not run`);
    return this.current.pid;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.current?.signal(signal);
  }
}
