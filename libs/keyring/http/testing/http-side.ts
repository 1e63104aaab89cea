import { Global, Module, type Provider } from '@nestjs/common';
import { pino } from 'pino';
import { type Role } from '#contracts';
import { defaultPermissionCatalogue, PERMISSION_CATALOGUE } from '#permissions';
import { EVENT_STORE, STREAM_PUBLISHER } from '#event-store';
import { PEPPERS } from '#key-secret';
import { PROPAGATION_BARRIER } from '#propagation';
import { createHttpApp, type HttpApp } from '#http';
import { UserAuthModule } from '#user-auth';
import { OpenApiContract } from '../../../../test/kit/contract.js';
import { CONTACTS } from '../../application/mail-contact.js';
import { KEYRING_OPTIONS, type KeyringOptions } from '../../application/keyring-options.js';
import { MONOTONIC_MS } from '../../application/mutation-allowance.js';
import { ContactsInMemory, OPTIONS, PEPPERS_UNDER_TEST, WriteSide } from '../../application/testing/write-side.js';
import { KeyringModule } from '../../keyring.module.js';
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
    const http = await createHttpApp(moduleIn(surroundings(write, contacts, options)), {
      env: { PORT: 0, HOST: '127.0.0.1', DRAIN_MS: 0, KEYWARD_TEST_CLOCK: false },
      logger: pino(
        { level: 'trace' },
        {
          write: (line) => {
            logLines.push(line);
          },
        },
      ),
      clock: write.clock,
      openApi: { title: 'Keys under test', version: '0' },
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

function surroundings(
  write: WriteSide,
  contacts: ContactsInMemory,
  options: Partial<KeyringOptions>,
): Extract<Provider, { provide: unknown }>[] {
  return [
    { provide: EVENT_STORE, useValue: write.store },
    { provide: STREAM_PUBLISHER, useValue: write.publisher },
    { provide: PROPAGATION_BARRIER, useValue: write.barrier },
    { provide: PERMISSION_CATALOGUE, useValue: defaultPermissionCatalogue() },
    { provide: PEPPERS, useValue: PEPPERS_UNDER_TEST },
    { provide: KEYRING_OPTIONS, useValue: { ...OPTIONS, ...options } },
    { provide: CONTACTS, useValue: contacts },
    { provide: MONOTONIC_MS, useValue: () => 0 }, // an allowance is no larger because a test took long
  ];
}

function moduleIn(providers: Extract<Provider, { provide: unknown }>[]): new () => object {
  @Global()
  @Module({
    imports: [UserAuthModule.forRoot(AUTH), KeyringModule],
    providers,
    exports: providers.map(({ provide }) => provide),
  })
  class UnderTest {}
  return UnderTest;
}
