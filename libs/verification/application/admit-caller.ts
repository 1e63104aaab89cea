import { isLoopback } from '#env';
import { type HttpEnv } from '#http';
import { type Logger } from '#process';
import { parseServiceTokens, type ServiceTokensEnv } from '#user-auth';
import { type VerificationEnv } from '../verification-env.js';

export type AdmissionEnv = ServiceTokensEnv & Pick<VerificationEnv, 'VERIFY_AUTH'> & Pick<HttpEnv, 'HOST'>;

/** @throws Problem service-token-invalid unless `token` is that of a service. */
export type AdmitCaller = (token: string | undefined) => void;

/**
 * Who may ask for verdicts; null: anybody, since VERIFY_AUTH says so, or since no service is listed and HOST is a
 * loopback address.
 */
export function admitCaller({ VERIFY_AUTH, HOST, SERVICE_TOKENS }: AdmissionEnv): AdmitCaller | null {
  const services = parseServiceTokens(SERVICE_TOKENS);
  if (VERIFY_AUTH === 'none' || (services.isEmpty && isLoopback(HOST))) return null;
  return (token) => {
    services.admit(token);
  };
}

/** Is called with the token of a caller where anybody may ask. */
export type NoticeToken = (token: string) => void;

/**
 * Says once that a token came which would be refused where tokens are checked: else its owner learns of it in
 * production.
 */
export function unknownTokenNotice({ SERVICE_TOKENS }: AdmissionEnv, logger: Pick<Logger, 'warn'>): NoticeToken {
  const services = parseServiceTokens(SERVICE_TOKENS);
  let isTold = false;
  return (token) => {
    if (isTold || services.find(token) !== null) return;
    isTold = true;
    logger.warn(
      'a caller showed a service token that SERVICE_TOKENS does not list; it got its verdict, because this installation needs no token. Where tokens are checked it is refused',
    );
  };
}
