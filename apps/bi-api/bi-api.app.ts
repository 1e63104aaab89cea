import { ApiKeyGuardModule, HttpUserAuthenticator, TcpKeyVerifier } from '#client';
import { clientTlsOf, type HttpService } from '#http';
import { loadCatalogue } from '#permissions/env';
import { BiApiModule } from '../../examples/bi-api/index.js';
import { type BiApiEnv } from './bi-api.env.js';

/** The sample API as a service of its own: it asks verification about keys, by RPC, and key-command about people. */
export function biApiApp(env: BiApiEnv): HttpService {
  const { VERIFICATION_HOST: host, VERIFICATION_TCP_PORT: port, VERIFICATION_SERVICE_TOKEN: serviceToken } = env;
  const tls = clientTlsOf(env, { variable: 'UPSTREAM_CA_FILE', file: env.UPSTREAM_CA_FILE });
  const verifier = new TcpKeyVerifier({
    host,
    port,
    ...(serviceToken !== undefined && { serviceToken }),
    ...(env.UPSTREAM_CA_FILE !== undefined && { tls }),
  });
  const authenticator = new HttpUserAuthenticator({ url: env.KEY_COMMAND_URL, tls });
  const guard = ApiKeyGuardModule.forRoot({
    verifier,
    userTokens: { authenticator, ...loadCatalogue(env) },
  });
  return {
    features: [guard, { module: BiApiModule }],
    tasks: { verification: verifier },
    openApi: { title: 'Sample BI API' },
  };
}
