import { addConsoleRoutes, addSignInRoutes, type SignInOptions } from '#console';
import { type HttpAppOptions } from '#http';
import { type Verification, verificationHttpAndRpc } from '#verification';
import { BI_API_PATHS } from '../../examples/bi-api/index.js';
import { VERIFICATION } from './adapters.module.js';
import { isForTrying } from './for-trying.js';
import { type StandaloneEnv } from './standalone.env.js';

/**
 * The plain routes beside Nest's, and what OpenAPI says of them and of the example. `signIn`: how the demo owner signs
 * in at the page.
 */
export function standaloneHttp(
  env: StandaloneEnv,
  signIn: SignInOptions | null = null,
): Pick<HttpAppOptions, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl'> {
  const {
    openApi: { paths, schemas },
    addRoutes,
    ...http
  } = verificationHttpAndRpc(env, (app) => app.get<Verification>(VERIFICATION));
  return {
    ...http,
    addRoutes: async (fastify, app) => {
      await addRoutes?.(fastify, app);
      addConsoleRoutes(fastify, app, env);
      if (signIn !== null) addSignInRoutes(fastify, signIn);
    },
    openApi: { title: 'Keyward', version: '1', paths: { ...paths, ...(isForTrying(env) && BI_API_PATHS) }, schemas },
  };
}
