import { type DynamicModule, Module } from '@nestjs/common';
import { ApiKeyGuardModule, HttpUserAuthenticator, TcpKeyVerifier } from '#client';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { clientTlsOf } from '#http';
import { Background, LOGGER, type Logger, READINESS, type Readiness } from '#process';
import { BiApiModule } from '../../examples/bi-api/index.js';
import { type BiApiEnv } from './bi-api.env.js';

export interface BiApiAppOptions {
  readonly env: BiApiEnv;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

/** The sample API as a service of its own: it asks verification about keys, by RPC, and key-command about people. */
@Module({})
export class BiApiAppModule {
  static forRoot({ env, catalogue, routes }: BiApiAppOptions): DynamicModule {
    const { VERIFICATION_HOST: host, VERIFICATION_TCP_PORT: port, VERIFICATION_SERVICE_TOKEN: serviceToken } = env;
    const tls = clientTlsOf(env, { variable: 'UPSTREAM_CA_FILE', file: env.UPSTREAM_CA_FILE });
    const verifier = new TcpKeyVerifier({
      host,
      port,
      ...(serviceToken !== undefined && { serviceToken }),
      ...(env.UPSTREAM_CA_FILE !== undefined && { tls }),
    });
    const authenticator = new HttpUserAuthenticator({ url: env.KEY_COMMAND_URL, tls });
    return {
      module: BiApiAppModule,
      imports: [
        ApiKeyGuardModule.forRoot({
          verifier,
          keyPrefix: env.KEY_PREFIX,
          userTokens: { authenticator, catalogue, routes },
        }),
        BiApiModule,
      ],
      providers: [
        {
          provide: Background,
          inject: [READINESS, LOGGER],
          useFactory: (readiness: Readiness, logger: Logger) =>
            new Background({ tasks: { verification: verifier }, readiness, logger }),
        },
      ],
    };
  }
}
