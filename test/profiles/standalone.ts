import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, type Haystack } from '../kit/leak-scan.js';
import { System } from '../kit/system.js';
import { type Deployment, type StartOptions } from './deployment.js';
import { freePort } from './free-port.js';
import { entryOf, Replica } from './replica.js';
import { TestSecrets } from './test-secrets.js';

/** The built standalone app. */
export const STANDALONE = entryOf('standalone');

/** Starts a whole Keyward in one process on a data folder of its own, with a clock that tests can set. */
export async function start(options: StartOptions = {}): Promise<System> {
  return (await startStandalone(options)).system;
}

/** The same, for those who do harm to its process. */
export async function startStandalone(
  options: StartOptions = {},
): Promise<{ readonly system: System; readonly process: Replica }> {
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
  return { system, process: deployment.process };
}

class StandaloneDeployment implements Deployment {
  private readonly trusted = new TestSecrets();
  readonly jwtSecret = this.trusted.jwtSecret;
  readonly serviceToken = this.trusted.serviceToken;
  readonly secrets = this.trusted.named;
  readonly folder = mkdtempSync(join(tmpdir(), 'keyward-scenario-'));
  readonly verifiers = 1;
  readonly process: Replica;

  constructor(port: number, env: Readonly<Record<string, string | undefined>>) {
    this.process = new Replica(
      'standalone',
      port,
      this.trusted.environment({ PORT: String(port), DATA_DIR: this.folder }, env),
    );
  }

  addressOf(): string {
    return this.process.address;
  }

  get processes(): readonly string[] {
    return [this.process.address];
  }

  stored(): Promise<readonly Haystack[]> {
    return Promise.resolve(filesOf(this.folder));
  }

  forgetDerived(): Promise<void> {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(this.folder, `derived.db${suffix}`), { force: true });
    return Promise.resolve();
  }

  output(): string {
    return this.process.output;
  }

  start(options?: { readonly ready?: boolean }): Promise<void> {
    return this.process.start(options);
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  dispose(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    return Promise.resolve();
  }
}
