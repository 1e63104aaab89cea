import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  type Configuration,
  discovery,
  None,
  refreshTokenGrant,
  tokenRevocation,
} from 'openid-client';
import { CLOCK_TOLERANCE_SECONDS } from '../tokens/token-times.js';
import { type OidcOptions } from './oidc-env.js';

const TIMEOUT_SECONDS = 5;

/** What is compared when the provider sends somebody back. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface ProviderTokens {
  readonly idToken: string;
  /** Null: the provider gave none, so the session ends with the ID token. */
  readonly refreshToken: string | null;
}

/**
 * The OpenID provider. It is first asked when somebody needs it, so it may be down when Keyward starts, and asked again
 * until its discovery document has come. Whatever is asked rejects with openid-client's errors, after five seconds at
 * the latest.
 */
export class OidcProvider {
  private known: Promise<Configuration> | null = null;

  constructor(private readonly options: OidcOptions) {}

  async metadata(): Promise<{ readonly issuer: string; readonly jwksUri: string }> {
    const { issuer, jwks_uri: jwksUri } = (await this.configuration()).serverMetadata();
    if (jwksUri === undefined)
      throw new Error('the OpenID provider publishes no keys: its configuration has no jwks_uri');
    return { issuer, jwksUri };
  }

  async authorizationUrl(redirectUri: string, { state, nonce, verifier }: SignInChecks): Promise<URL> {
    return buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: redirectUri,
      scope: this.options.client?.scopes ?? 'openid',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /** `callback`: the address that the provider sent somebody back to, with its query. */
  async redeem(callback: URL, { state, nonce, verifier }: SignInChecks): Promise<ProviderTokens> {
    const { id_token: idToken, refresh_token: refreshToken = null } = await authorizationCodeGrant(
      await this.configuration(),
      callback,
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
    );
    if (idToken === undefined) throw new Error('the OpenID provider gave no ID token');
    return { idToken, refreshToken };
  }

  /** Null: the provider renews no ID token. */
  async renew(refreshToken: string): Promise<ProviderTokens | null> {
    const { id_token: idToken, refresh_token: rotated = refreshToken } = await refreshTokenGrant(
      await this.configuration(),
      refreshToken,
    );
    return idToken === undefined ? null : { idToken, refreshToken: rotated };
  }

  /** Does nothing where the provider has no way to. */
  async revoke(refreshToken: string): Promise<void> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().revocation_endpoint !== undefined)
      await tokenRevocation(configuration, refreshToken);
  }

  /** Where the session at the provider ends; null when it has no such address. */
  async endSessionUrl(returnTo: string): Promise<URL | null> {
    const configuration = await this.configuration();
    return configuration.serverMetadata().end_session_endpoint === undefined
      ? null
      : buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo });
  }

  private configuration(): Promise<Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = null;
      throw error;
    });
    return this.known;
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId, client } = this.options;
    const authentication =
      client === null
        ? None()
        : client.auth === 'basic'
          ? ClientSecretBasic(client.secret)
          : ClientSecretPost(client.secret);
    return discovery(new URL(issuer), clientId, { [clockTolerance]: CLOCK_TOLERANCE_SECONDS }, authentication, {
      timeout: TIMEOUT_SECONDS,
      execute: new URL(issuer).protocol === 'http:' ? [allowInsecureRequests] : [],
    });
  }
}
