import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadEnv } from '#env';
import { loadCatalogue } from '#permissions/env';
import { Background, createMetrics, SystemClock } from '#process';
import { openDataFolder, openEmbedded } from '#profiles/embedded';
import { parseServiceTokens } from '#user-auth';
import { demoToken } from '../../apps/standalone/demo-owner.js';
import { createHttpService } from '../../libs/http/server/run-http-service.js';
import { standaloneApp } from '../../apps/standalone/standalone.app.js';
import { StandaloneEnv } from '../../apps/standalone/standalone.env.js';
import { userTokenTrust } from '../../apps/standalone/user-token-trust.js';
import { Freezer } from '../kit/freezer.js';
import { exchange } from '../kit/http.js';
import { issued } from '../kit/shapes.js';
import { CONSUMERS_ENTRY, VERIFIER_ENTRY, WRITER_ENTRY } from '../kit/thread-entries.js';
import { freePort } from '../profiles/free-port.js';

/** A whole Keyward that can be cut off from its log: its lease runs out, and nobody may say yes. */
export class SeparableKeyward {
  private constructor(
    /** The one by which a gateway asks. */
    readonly port: number,
    /** A key that may read reports. */
    readonly secret: string,
    private readonly freezer: Freezer,
    private readonly end: () => Promise<void>,
  ) {}

  /**
   * @param settings its variables, beside those that every one has.
   * @param asksBy how the gateway does.
   */
  static async start(
    settings: Readonly<Record<string, string>>,
    asksBy: 'http' | 'grpc' = 'http',
  ): Promise<SeparableKeyward> {
    const directory = mkdtempSync(join(tmpdir(), 'keyward-separable-'));
    const [http, grpc] = [await freePort(), await freePort()];
    const env = loadEnv(StandaloneEnv, {
      ...settings,
      HOST: '127.0.0.1',
      PORT: String(http),
      ...(asksBy === 'grpc' && { GRPC_PORT: String(grpc) }),
      DATA_DIR: directory,
      LEASE_MS: '1000',
      DRAIN_MS: '0',
    });
    const folder = openDataFolder(directory);
    const logger = pino({ level: 'silent' });
    const parts = { clock: new SystemClock(), logger, metrics: createMetrics(logger) };
    const { trust, demoSecret } = userTokenTrust(env, folder);
    const embedded = openEmbedded({ ...parts, folder, writerEntry: WRITER_ENTRY });
    const freezer = new Freezer();
    const profile = {
      ...embedded,
      publisher: freezer.publisher(embedded.publisher),
      subscriber: freezer.subscriber(embedded.subscriber),
    };
    const auth = { trust, serviceTokens: parseServiceTokens('') };
    const { app, listen, close } = await createHttpService(
      standaloneApp({
        ...parts,
        ...loadCatalogue(env),
        env,
        profile,
        auth,
        consumersEntry: CONSUMERS_ENTRY,
        verifierEntry: VERIFIER_ENTRY,
      }),
      { env, ...parts },
    );
    const address = await listen();
    await app.get(Background).start();
    const { body } = await exchange(address, {
      method: 'POST',
      path: '/v1/keys',
      headers: { authorization: `Bearer ${await demoToken(demoSecret ?? '')}` },
      body: { name: 'Asked about', scope: 'read-only' },
    });
    return new SeparableKeyward(asksBy === 'grpc' ? grpc : http, issued.parse(body).secret, freezer, async () => {
      freezer.thaw();
      await close();
      folder.release();
      rmSync(directory, { recursive: true });
    });
  }

  cutOff(): void {
    this.freezer.freeze();
  }

  reconnect(): void {
    this.freezer.thaw();
  }

  async stop(): Promise<void> {
    await this.end();
  }
}
