import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { Satisfies, StartRefused, Unwise, Variable, weakSecretDoubt } from '#env';
import { fetchedInClear } from './fetched-in-clear.js';
import { configuredOidc, OidcSessionEnv, type OidcSignInEnv } from './oidc/oidc-env.js';
import { type SessionOptions } from './session/session-cookie.js';
import { parseServiceTokens } from './services/service-tokens.js';
import { type UserTokenTrust } from './tokens/user-token-trust.js';
import { type UserAuthOptions } from './user-auth.module.js';

/** Which services are known, by digests of their tokens. */
export class ServiceTokensEnv {
  @Variable({ example: 'reports:$(printf %s "$TOKEN" | sha256sum | cut -c1-64)', secret: true })
  @Satisfies(serviceTokensFault)
  @Unwise(guessedTokens)
  readonly SERVICE_TOKENS: string = '';
}

/** Whose tokens are trusted: people's by a secret or by published keys, services' by their digests. */
export class UserAuthEnv extends ServiceTokensEnv {
  @Variable({ example: '$(openssl rand -base64 32)', secret: true })
  @IsOptional()
  @IsString()
  @MinLength(32)
  @Unwise(weakSecretDoubt)
  @Satisfies((_value, env) => (env['JWKS_URL'] === undefined ? null : 'is set, and JWKS_URL too; set only one of them'))
  readonly JWT_SECRET?: string;

  @Variable({ example: 'https://login.example.com/.well-known/jwks.json' })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @Unwise((_url, { JWT_AUDIENCE }) =>
    JWT_AUDIENCE === undefined
      ? 'needs JWT_AUDIENCE too: otherwise tokens that were issued for other services are accepted'
      : null,
  )
  @Unwise(fetchedInClear)
  @Unwise(
    (_url, { JWT_ISSUER }) =>
      JWT_ISSUER === undefined ? 'is set without JWT_ISSUER: tokens of any issuer with a key in it are accepted' : null,
    { refused: false },
  )
  readonly JWKS_URL?: string;

  @Variable({ example: 'https://login.example.com' })
  @IsOptional()
  @IsString()
  readonly JWT_ISSUER?: string;

  @Variable({ example: 'keyward' })
  @IsOptional()
  @IsString()
  readonly JWT_AUDIENCE?: string;

  /** From `iat` to `exp`. */
  @Variable({ example: '400' })
  @IsInt()
  @Min(1)
  @Max(36_500)
  readonly JWT_MAX_LIFETIME_DAYS: number = 400;
}

/** How the page's calls are recognised. */
export class SessionEnv extends OidcSessionEnv {
  /** The httpOnly cookie of the host product that holds the user token; without it no cookie counts. */
  @Variable({ example: '__Host-session' })
  @IsOptional()
  @Matches(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/)
  readonly SESSION_COOKIE?: string;
}

export function configuredSession({ SESSION_COOKIE, CONSOLE_URL }: SessionEnv): SessionOptions | null {
  return SESSION_COOKIE === undefined
    ? null
    : { cookie: SESSION_COOKIE, origin: CONSOLE_URL === undefined ? null : new URL(CONSOLE_URL).origin };
}

/** Which user tokens are trusted as configured; null: nothing is configured. */
export function configuredTrust(env: UserAuthEnv): UserTokenTrust | null {
  const { JWKS_URL, JWT_SECRET } = env;
  if (JWKS_URL !== undefined) return { key: { kind: 'jwks', url: JWKS_URL }, ...expectedOf(env) };
  return JWT_SECRET === undefined ? null : { key: { kind: 'secret', secret: JWT_SECRET }, ...expectedOf(env) };
}

/** What is expected of user tokens, whatever they are signed with. */
export function expectedOf({
  JWT_ISSUER: issuer,
  JWT_AUDIENCE: audience,
  JWT_MAX_LIFETIME_DAYS: maxLifetimeDays,
}: UserAuthEnv): Omit<UserTokenTrust, 'key'> {
  return { issuer, audience, maxLifetimeDays };
}

/** @throws StartRefused when nothing is configured. */
export function requiredTrust(env: UserAuthEnv): UserTokenTrust {
  const trust = configuredTrust(env);
  if (trust === null)
    throw new StartRefused(
      'JWT_SECRET or JWKS_URL is missing: set one of them, so that user tokens can be checked. Example: JWKS_URL=https://login.example.com/.well-known/jwks.json',
    );
  return trust;
}

/** The settings of a service from its environment. @throws StartRefused when no user token could be checked. */
export function userAuthOptions(
  env: UserAuthEnv & ServiceTokensEnv & SessionEnv & Partial<OidcSignInEnv>,
): UserAuthOptions {
  return {
    trust: requiredTrust(env),
    serviceTokens: parseServiceTokens(env.SERVICE_TOKENS),
    session: configuredSession(env),
    oidc: configuredOidc(env),
  };
}

function guessedTokens(value: unknown): string | null {
  if (serviceTokensFault(value) !== null) return null;
  const names = parseServiceTokens(String(value)).guessed();
  return names.length === 0
    ? null
    : `lists a token that is easy to guess for ${names.join(', ')}; make another with openssl rand -base64 32`;
}

function serviceTokensFault(value: unknown): string | null {
  try {
    parseServiceTokens(String(value));
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}
