import { type HttpEnv } from '#service-kit';
import { parseServiceTokens, type ServiceTokensEnv } from '#user-auth';
import { type VerificationEnv } from '../verification-env.js';

export type AdmissionEnv = ServiceTokensEnv & Pick<VerificationEnv, 'VERIFY_AUTH'> & Pick<HttpEnv, 'HOST'>;

/** @throws Problem service-token-invalid unless `token` is that of a service. */
export type AdmitCaller = (token: string | undefined) => void;

/** Who may ask for verdicts; null: anybody, since VERIFY_AUTH says so or HOST is a loopback address. */
export function admitCaller({ VERIFY_AUTH, HOST, SERVICE_TOKENS }: AdmissionEnv): AdmitCaller | null {
  if (VERIFY_AUTH === 'none' || isLoopback(HOST)) return null;
  const services = parseServiceTokens(SERVICE_TOKENS);
  return (token) => { services.admit(token); };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
