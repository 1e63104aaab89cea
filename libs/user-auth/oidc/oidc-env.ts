import { IsIn, IsString, IsUrl, Matches, MinLength, ValidateIf } from 'class-validator';
import { ConsoleEnv, isLoopbackHostname, Satisfies, Unwise, Variable, weakSecretDoubt } from '#env';
import { fetchedInClear } from '../fetched-in-clear.js';

type Environment = Readonly<Record<string, unknown>>;

const CONFIGURED_BY = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'SESSION_SECRET'];
/** Half a configuration signs nobody in: with one of them, each of the others is asked for. */
const IfSignInIsConfigured = () =>
  ValidateIf((env: object) =>
    CONFIGURED_BY.some((name) => Object.entries(env).some(([key, value]) => key === name && value !== undefined)),
  );

/**
 * Sessions of people who signed in at the page through an OpenID provider: what every service that the page calls has
 * to know.
 */
export class OidcSessionEnv extends ConsoleEnv {
  @Variable({ example: 'https://login.example.com' })
  @IfSignInIsConfigured()
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @Satisfies((_value, env) => consoleUrlFault(env))
  @Satisfies((_value, { SESSION_COOKIE }) =>
    SESSION_COOKIE === undefined ? null : 'is set, and SESSION_COOKIE too; set only one of them',
  )
  @Unwise(fetchedInClear)
  readonly OIDC_ISSUER?: string;

  @Variable({ example: 'keyward' })
  @IfSignInIsConfigured()
  @IsString()
  readonly OIDC_CLIENT_ID?: string;

  /** Seals the cookies of the page; the same for all replicas of all services. */
  @Variable({ example: '$(openssl rand -base64 32)', secret: true })
  @IfSignInIsConfigured()
  @IsString()
  @MinLength(32)
  @Unwise(weakSecretDoubt)
  readonly SESSION_SECRET?: string;
}

/** What the service needs beside it that signs people in. */
export class OidcSignInEnv {
  @Variable({ example: '…', secret: true })
  @IfSignInIsConfigured()
  @IsString()
  readonly OIDC_CLIENT_SECRET?: string;

  /** How Keyward shows the provider that secret. */
  @Variable({ example: 'basic' })
  @IsIn(['basic', 'post'])
  readonly OIDC_CLIENT_AUTH: 'basic' | 'post' = 'basic';

  @Variable({ example: 'openid profile email' })
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
  @Satisfies((value) => (String(value).split(' ').includes('openid') ? null : 'must hold the scope openid'))
  readonly OIDC_SCOPES: string = 'openid profile email';
}

/** How people sign in at the page through an OpenID provider. */
export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Null in a service that only checks sessions. */
  readonly client: { readonly secret: string; readonly auth: 'basic' | 'post'; readonly scopes: string } | null;
  readonly sessionSecret: string;
  /** Where the page is: `https://app.example.com`. */
  readonly origin: string;
}

/** Null: people do not sign in here. */
export function configuredOidc(env: OidcSessionEnv & Partial<OidcSignInEnv>): OidcOptions | null {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    SESSION_SECRET: sessionSecret,
    CONSOLE_URL,
    OIDC_CLIENT_SECRET: secret,
    OIDC_CLIENT_AUTH: auth,
    OIDC_SCOPES: scopes,
  } = env;
  if (issuer === undefined || clientId === undefined || sessionSecret === undefined || CONSOLE_URL === undefined)
    return null;
  const client = secret === undefined || auth === undefined || scopes === undefined ? null : { secret, auth, scopes };
  return { issuer, clientId, client, sessionSecret, origin: new URL(CONSOLE_URL).origin };
}

/** Browsers mark where a call comes from only when it goes to such an address; without that mark no session counts. */
function consoleUrlFault({ CONSOLE_URL }: Environment): string | null {
  const url = URL.parse(String(CONSOLE_URL));
  if (CONSOLE_URL === undefined || url === null) return 'needs CONSOLE_URL too: the provider sends people back there';
  const isMarked = url.protocol === 'https:' || isLoopbackHostname(url.hostname);
  return isMarked ? null : 'needs a CONSOLE_URL that begins with https://, or with http:// and a loopback name';
}
