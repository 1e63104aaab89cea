import { type DynamicModule, Module } from '@nestjs/common';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import { ActivityModule } from '#activity';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { ApiKeyGuardModule } from '#client';
import { KeyringModule } from '#keyring';
import { OperationsModule } from '#operations';
import { LOGGER, type Logger, METRICS, type MetricsRegistry } from '#process';
import { Queries } from '#use-cases';
import {
  AuthRateLimit,
  configuredOidc,
  parseServiceTokens,
  type SessionOptions,
  USER_TOKENS,
  UserAuthModule,
  type UserTokens,
  type UserTokenTrust,
} from '#user-auth';
import { type Verification, VerifyRpcModule } from '#verification';
import { BiApiModule } from '../../examples/bi-api/index.js';
import { localPepper } from './local-pepper.js';
import { AdaptersModule, VERIFICATION } from './adapters.module.js';
import { BACKGROUND } from './background.js';
import { type DataFolder } from './data-folder.js';
import { isForTrying } from './for-trying.js';
import { LocalKeyVerifier, SignedInUsers } from './local-verification.js';
import { type StandaloneEnv } from './standalone.env.js';

export interface StandaloneOptions {
  readonly env: StandaloneEnv;
  readonly folder: DataFolder;
  readonly trust: UserTokenTrust;
  readonly session: SessionOptions | null;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

/** Every feature in one process and, where it is tried out, the sample API that they protect. */
@Module({})
export class StandaloneModule {
  static forRoot({ env, folder, trust, session, catalogue, routes }: StandaloneOptions): DynamicModule {
    const keyPeppers = env.KEY_PEPPERS ?? localPepper(folder.secret('pepper'));
    return {
      module: StandaloneModule,
      imports: [
        AdaptersModule.forRoot({ env, folder, keyPeppers, catalogue, routes }),
        UserAuthModule.forRoot({
          trust,
          serviceTokens: parseServiceTokens(env.SERVICE_TOKENS),
          session,
          oidc: configuredOidc(env),
        }),
        KeyringModule,
        OperationsModule,
        ActivityModule,
        ApiKeyGuardModule.forRootAsync({
          imports: [CqrsModule],
          inject: [VERIFICATION, USER_TOKENS, AuthRateLimit, CommandBus, QueryBus, METRICS, LOGGER],
          useFactory: (
            { verifier }: Verification,
            tokens: UserTokens,
            failures: AuthRateLimit,
            commands: CommandBus,
            queries: QueryBus,
            metrics: MetricsRegistry,
            logger: Logger,
          ) => ({
            verifier: new LocalKeyVerifier(verifier),
            keyPrefix: env.KEY_PREFIX,
            userTokens: {
              authenticator: new SignedInUsers(tokens, failures, commands, new Queries(queries, metrics, logger)),
              catalogue,
              routes,
            },
          }),
        }),
        ...(isForTrying(env) ? [BiApiModule] : []),
        VerifyRpcModule.forRoot(env, VERIFICATION),
      ],
      providers: [BACKGROUND],
    };
  }
}
