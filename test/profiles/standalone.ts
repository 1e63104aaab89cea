import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exchange } from '../kit/http.js';
import { filesOf, type Haystack } from '../kit/leak-scan.js';
import { System } from '../kit/system.js';
import { AppProcess } from './app-process.js';
import { type Deployment, type StartOptions } from './deployment.js';
import { freePort } from './free-port.js';

/** The built standalone app. */
export const STANDALONE = resolve(import.meta.dirname, '../../dist/apps/standalone/main.js');

/** Starts a whole Keyward in one process on a data folder of its own, with a clock that tests can set. */
export async function start(options: StartOptions = {}): Promise<System> {
  const deployment = new StandaloneDeployment(await freePort(), options.env ?? {});
  await options.prepare?.(deployment);
  const system = new System(deployment);
  try {
    await system.start({ ready: options.ready ?? true });
  } catch (error) {
    await deployment.kill();
    await deployment.dispose();
    throw error;
  }
  return system;
}

class StandaloneDeployment implements Deployment {
  readonly jwtSecret = randomBytes(32).toString('base64url');
  readonly serviceToken = randomBytes(24).toString('base64url');
  private readonly pepper = randomBytes(32).toString('base64');
  readonly secrets = { 'JWT secret': this.jwtSecret, 'service token': this.serviceToken, pepper: this.pepper };
  readonly folder = mkdtempSync(join(tmpdir(), 'keyward-scenario-'));
  readonly verifiers = 1;
  private readonly started: AppProcess[] = [];
  private current: AppProcess | undefined;

  constructor(private readonly port: number, private readonly env: Readonly<Record<string, string | undefined>>) {}

  addressOf(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  get processes(): readonly string[] {
    return [this.addressOf()];
  }

  stored(): Promise<readonly Haystack[]> {
    return Promise.resolve(filesOf(this.folder));
  }

  forgetDerived(): Promise<void> {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(this.folder, `derived.db${suffix}`), { force: true });
    return Promise.resolve();
  }

  output(): string {
    return this.started.map((each) => each.output).join('');
  }

  async start({ ready = true }: { readonly ready?: boolean } = {}): Promise<void> {
    const app = AppProcess.spawn(STANDALONE, this.environment());
    this.started.push(app);
    this.current = app;
    await app.until(async () => {
      const { status } = await exchange(this.addressOf(), { path: ready ? '/health/ready' : '/health/live' });
      if (status !== 200) throw new Error(`answered ${String(status)}`);
    });
  }

  async stop(): Promise<void> {
    const app = this.current;
    if (app === undefined) return;
    this.current = undefined;
    const ending = await app.end('SIGTERM');
    if (ending.code !== 0) throw new Error(`asked to end, it ended with ${JSON.stringify(ending)}:\n${app.output}`);
  }

  async kill(): Promise<void> {
    await this.current?.end('SIGKILL');
    this.current = undefined;
  }

  dispose(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  private environment(): Record<string, string> {
    const env: Record<string, string | undefined> = {
      PORT: String(this.port),
      HOST: '127.0.0.1',
      DATA_DIR: this.folder,
      JWT_SECRET: this.jwtSecret,
      KEY_PEPPERS: `p1:${this.pepper}`,
      SERVICE_TOKENS: `host-product:${createHash('sha256').update(this.serviceToken).digest('hex')}`,
      KEYWARD_TEST_CLOCK: '1',
      DRAIN_MS: '0',
      LOG_LEVEL: 'debug',
      ...this.env,
    };
    return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
}
