import { Module } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { StartRefused } from '#env';
import { takeForwarded } from '#http';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { type Feature, type ProcessParts } from '#process';
import { ThreadPool, WorkerThread } from '#process/threads';
import { workersOf } from '#process/workers';
import { type DatabasePaths, type EmbeddedProfile } from '#profiles/embedded';
import { hostVerifying, type VerifyingCalls } from '#profiles/embedded/verifying';
import { type StandaloneEnv } from './standalone.env.js';

const SOCKET = 'workers.sock';

export interface VerifiersParts extends ProcessParts {
  readonly env: StandaloneEnv;
  readonly profile: EmbeddedProfile;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
  /** KEY_PEPPERS */
  readonly peppers: string;
  /** The module of the threads. */
  readonly entry: URL;
}

export interface VerifierData extends Pick<VerifiersParts, 'env' | 'catalogue' | 'routes' | 'peppers'> {
  readonly databases: DatabasePaths;
  /** Where the main thread listens, and where it takes what is for it. */
  readonly host: string;
  readonly port: number;
  readonly mainAt: string;
}

/** What a thread answers to. */
export type VerifierCalls = VerifyingCalls & Readonly<{ stopHttp: (asked: null) => Promise<void> }>;

export interface VerifiersFeature extends Feature {
  /** To be called with the server whose port they share, before that listens. */
  readonly shareWith: (fastify: FastifyInstance) => void;
}

/** With WORKERS: threads that each are one more verification replica, behind the port of the main thread. */
@Module({})
export class VerifiersModule {
  /**
   * Null when the main thread is to be the only one.
   * @throws StartRefused where threads cannot share a port.
   */
  static forRoot(parts: VerifiersParts): VerifiersFeature | null {
    const count = workersOf(parts.env.WORKERS) - 1;
    if (count === 0) return null;
    if (process.platform !== 'linux')
      throw new StartRefused('WORKERS: more than one need Linux, where threads can share a port. Set WORKERS=1.');
    const verifiers = new Verifiers(count, parts);
    return {
      module: VerifiersModule,
      tasks: { verifiers },
      shareWith: (fastify) => {
        verifiers.shareWith(fastify);
      },
    };
  }
}

type VerifierThread = WorkerThread<VerifierData, VerifierCalls>;

class Verifiers {
  private fastify: FastifyInstance | undefined;
  private readonly pool: ThreadPool<VerifierThread>;
  private stopForwarding: (() => Promise<void>) | undefined;

  constructor(
    count: number,
    private readonly parts: VerifiersParts,
  ) {
    this.pool = new ThreadPool({ count, logger: parts.logger, spawn: (worker) => this.spawn(worker) });
  }

  /** Before the main thread's server ends, what the threads have forwarded to it is answered. */
  shareWith(fastify: FastifyInstance): void {
    this.fastify = fastify;
    fastify.addHook('preClose', async () => {
      await Promise.allSettled(this.pool.running.map(({ thread }) => thread.call('stopHttp', null)));
      await this.stopForwarding?.();
    });
  }

  async start(): Promise<void> {
    this.stopForwarding = await takeForwarded(this.server, this.mainAt, this.parts.env);
    await this.pool.start();
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private get mainAt(): string {
    return join(this.parts.profile.folder.path, SOCKET);
  }

  private get server(): FastifyInstance['server'] {
    if (this.fastify === undefined) throw new TypeError('there is no server to share a port with');
    return this.fastify.server;
  }

  private spawn(worker: number): VerifierThread {
    const { env, profile, catalogue, routes, peppers, ...parts } = this.parts;
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port');
    const { calls, end } = hostVerifying(profile, () => thread.thread);
    const thread: VerifierThread = new WorkerThread({
      ...parts,
      name: `verifier ${String(worker)}`,
      labels: { worker: String(worker) },
      isLarge: true,
      data: {
        env,
        catalogue,
        routes,
        peppers,
        databases: profile.folder.databases,
        host: address.address,
        port: address.port,
        mainAt: this.mainAt,
      },
      calls,
      onEnded: end,
    });
    return thread;
  }
}
