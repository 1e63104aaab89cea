import { pino } from 'pino';
import { type Role } from '#contracts';
import { defaultPermissionCatalogue } from '#permissions';
import { createHttpApp, type HttpApp } from '#http';
import { appModule, createMetrics } from '#process';
import { UserAuthModule } from '#user-auth';
import { OpenApiContract } from '../../../../test/kit/contract.js';
import { type KeyringOptions } from '../../application/keyring-options.js';
import { ContactsInMemory, OPTIONS, PEPPERS_UNDER_TEST, WriteSide } from '../../application/testing/write-side.js';
import { KeyringModule, ON_EVERY_CALL } from '../../keyring.module.js';
import { CallerOverHttp } from './caller-over-http.js';
import { AUTH, SERVICE_TOKEN, userToken } from '../../../../test/kit/tokens-under-test.js';

/** The document is the same for every start; compiling its schemas is what takes time. */
let compiled: OpenApiContract | undefined;

/**
 * The module behind a real HTTP server, on a store and a log in memory. Every answer is checked against the OpenAPI
 * document.
 */
export class HttpSide {
  readonly contract: OpenApiContract;
  readonly clock: WriteSide['clock'];
  readonly barrier: WriteSide['barrier'];
  readonly store: WriteSide['store'];

  private constructor(
    readonly http: HttpApp,
    private readonly write: WriteSide,
    readonly contacts: ContactsInMemory,
    readonly logLines: readonly string[],
  ) {
    ({ clock: this.clock, barrier: this.barrier, store: this.store } = write);
    compiled ??= OpenApiContract.parse(http.openApi);
    this.contract = compiled;
  }

  static async start(options: Partial<KeyringOptions> = {}): Promise<HttpSide> {
    const write = new WriteSide();
    const contacts = new ContactsInMemory();
    const logLines: string[] = [];
    const logger = pino(
      { level: 'trace' },
      {
        write: (line) => {
          logLines.push(line);
        },
      },
    );
    const parts = { clock: write.clock, logger, metrics: createMetrics(logger) };
    const keyring = KeyringModule.forRoot({
      ...parts,
      store: write.store,
      snapshots: write.snapshots,
      publisher: write.publisher,
      barrier: write.barrier,
      contacts,
      catalogue: defaultPermissionCatalogue(),
      peppers: PEPPERS_UNDER_TEST,
      options: { ...OPTIONS, ...options },
      monotonicMs: () => 0, // an allowance is no larger because a test took long
    });
    const app = { features: [UserAuthModule.forRoot(AUTH), keyring], providers: ON_EVERY_CALL };
    const http = await createHttpApp(appModule(app), {
      env: { PORT: 0, HOST: '127.0.0.1', DRAIN_MS: 0, KEYWARD_TEST_CLOCK: false },
      ...parts,
      openApi: { title: 'Keys under test' },
    });
    return new HttpSide(http, write, contacts, logLines);
  }

  as(userId: string, claims: { readonly role?: Role; readonly email?: string } = {}): CallerOverHttp {
    return new CallerOverHttp(this.http.app, this.contract, () =>
      userToken({ sub: userId, org: 'acme', role: 'analyst', ...claims }, this.clock.now()),
    );
  }

  asService(): CallerOverHttp {
    return new CallerOverHttp(this.http.app, this.contract, () => Promise.resolve(SERVICE_TOKEN));
  }

  async close(): Promise<void> {
    await this.http.close();
    await this.write.close();
  }
}
