import { type HttpAppOptions } from '#service-kit';
import { type StandaloneEnv } from './standalone.env.js';

export function verificationHttp(env: StandaloneEnv): Pick<HttpAppOptions, 'openApi' | 'addRoutes'> {
  return { openApi: { title: 'Keyward', version: '0.0.0', description: env.HOST } };
}
