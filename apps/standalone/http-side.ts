import { addConsoleRoutes, addSignInRoutes, type SignInOptions } from '#console';
import { type HttpService } from '#http';
import { type VerificationFeature } from '#verification';
import { type StandaloneEnv } from './standalone.env.js';

type HttpSide = Pick<HttpService, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl'>;

/** The plain routes beside Nest's, and what OpenAPI says of them. */
export function httpSide(
  env: StandaloneEnv,
  { http: { openApi, ...rest } }: VerificationFeature,
  signIn: SignInOptions | null,
): HttpSide {
  return {
    ...rest,
    addRoutes: async (fastify, app) => {
      await rest.addRoutes(fastify, app);
      addConsoleRoutes(fastify, app, env);
      if (signIn !== null) addSignInRoutes(fastify, signIn);
    },
    openApi: { title: 'Keyward', ...openApi },
  };
}
