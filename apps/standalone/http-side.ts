import { addConsoleRoutes, addSignInRoutes, type SignInOptions } from '#console';
import { type HttpService } from '#http';
import { type VerificationFeature } from '#verification';
import { type StandaloneEnv } from './standalone.env.js';
import { type VerifiersFeature } from './verifiers.module.js';

type HttpSide = Pick<HttpService, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl'>;

interface HttpExtras {
  readonly signIn: SignInOptions | null;
  readonly shareWith: VerifiersFeature['shareWith'] | undefined;
}

/** The plain routes beside Nest's, and what OpenAPI says of them. */
export function httpSide(
  env: StandaloneEnv,
  { http: { openApi, ...rest } }: VerificationFeature,
  { signIn, shareWith }: HttpExtras,
): HttpSide {
  return {
    ...rest,
    addRoutes: async (fastify, app) => {
      await rest.addRoutes(fastify, app);
      addConsoleRoutes(fastify, app, env);
      if (signIn !== null) addSignInRoutes(fastify, signIn);
      shareWith?.(fastify);
    },
    openApi: { title: 'Keyward', ...openApi },
  };
}
