import { type DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import { ApiKeyGuardModule } from '#client';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { type ProcessParts } from '#process';
import { Queries } from '#use-cases';
import { AuthRateLimit, USER_TOKENS, type UserTokens } from '#user-auth';
import { type VerificationFeature } from '#verification';
import { BiApiModule } from '../../examples/bi-api/index.js';
import { isForTrying } from './for-trying.js';
import { LocalKeyVerifier, SignedInUsers } from './local-verification.js';
import { type StandaloneEnv } from './standalone.env.js';

export interface SampleApiParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly verifier: VerificationFeature['verifier'];
  readonly env: StandaloneEnv;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

/** Where Keyward is tried out: the sample API, protected by the features of this process. */
export function sampleApi({ verifier, env, catalogue, routes, logger, metrics }: SampleApiParts): DynamicModule[] {
  if (!isForTrying(env)) return [];
  const guard = ApiKeyGuardModule.forRootAsync({
    imports: [CqrsModule],
    inject: [USER_TOKENS, AuthRateLimit, CommandBus, QueryBus],
    useFactory: (tokens: UserTokens, failures: AuthRateLimit, commands: CommandBus, queries: QueryBus) => ({
      verifier: new LocalKeyVerifier(verifier),
      userTokens: {
        authenticator: new SignedInUsers(tokens, failures, commands, new Queries(queries, metrics, logger)),
        catalogue,
        routes,
      },
    }),
  });
  return [guard, { module: BiApiModule }];
}
