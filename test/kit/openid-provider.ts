import { exportJWK, generateKeyPair } from 'jose';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Adapter, type AdapterPayload, type Configuration, Provider } from 'oidc-provider';

export const CLIENT = { id: 'keyward', secret: 'what the provider knows Keyward by' };

/** What a test changes of a provider that runs. */
export interface ProviderBehaviour {
  /** What the ID token says beside `sub`. */
  claims: Record<string, unknown>;
  idTokenSeconds: number;
  refreshes: boolean;
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly behaviour: ProviderBehaviour;
  /** The token requests that were answered: with what, and how. */
  readonly tokenRequests: { readonly grant: string; readonly status: number }[];
  /** As it was started. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

function usualBehaviour(): ProviderBehaviour {
  return { claims: { org: 'acme', role: 'analyst', name: 'Ann' }, idTokenSeconds: 3600, refreshes: true };
}

/**
 * A real OpenID provider in this process. Whoever comes types a name and is that user; “Cancel” refuses.
 * @param page where Keyward's page is.
 */
export async function startProvider(page: string, { host = '127.0.0.1' } = {}): Promise<OpenIdProvider> {
  const behaviour = usualBehaviour();
  const tokenRequests: OpenIdProvider['tokenRequests'] = [];
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://${host}:${String((server.address() as AddressInfo).port)}`;
  const provider = new Provider(issuer, await configurationOf(page, behaviour));
  provider.on('grant.success', ({ oidc }) => {
    tokenRequests.push({ grant: String(oidc.params?.['grant_type']), status: 200 });
  });
  provider.on('grant.error', ({ oidc }, { status }) => {
    tokenRequests.push({ grant: String(oidc.params?.['grant_type']), status });
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') === true) void interact(provider, request, response);
    else void answer(request, response);
  });
  return {
    issuer,
    behaviour,
    tokenRequests,
    reset: () => {
      Object.assign(behaviour, usualBehaviour());
      tokenRequests.length = 0;
    },
    stop: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function configurationOf(page: string, behaviour: ProviderBehaviour): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    adapter: memory(),
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${page}/sign-in/callback`],
        post_logout_redirect_uris: [page],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: ['for tests'] },
    claims: { openid: ['sub'], profile: ['name', 'org', 'role', 'filling'], email: ['email'] },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `<!doctype html><html lang="en"><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign out</button>`;
        },
      },
    },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: `${sub}@acme.test`, ...behaviour.claims }),
    }),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: () => behaviour.refreshes,
    rotateRefreshToken: true,
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc;
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    ttl: {
      IdToken: () => behaviour.idTokenSeconds,
      AccessToken: 300,
      AuthorizationCode: 60,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 600,
      Session: 86_400,
    },
  };
}

/** All that a provider knows; it warns of its own such store. */
function memory(): (model: string) => Adapter {
  const all = new Map<string, AdapterPayload>();
  const where = (field: keyof AdapterPayload, value: string) =>
    [...all].find(([, payload]) => payload[field] === value)?.[1];
  return (model) => ({
    upsert: (id, payload) => {
      all.set(`${model}:${id}`, payload);
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(all.get(`${model}:${id}`)),
    findByUid: (uid) => Promise.resolve(where('uid', uid)),
    findByUserCode: (code) => Promise.resolve(where('userCode', code)),
    consume: (id) => {
      Object.assign(all.get(`${model}:${id}`) ?? {}, { consumed: Math.floor(Date.now() / 1000) });
      return Promise.resolve();
    },
    destroy: (id) => {
      all.delete(`${model}:${id}`);
      return Promise.resolve();
    },
    revokeByGrantId: (grantId) => {
      for (const [key, payload] of all) if (payload.grantId === grantId) all.delete(key);
      return Promise.resolve();
    },
  });
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      '<!doctype html><html lang="en"><title>Provider</title><form method="post"><label>Name <input name="user"></label><button>Sign in</button><button name="cancel" value="1">Cancel</button></form>',
    );
    return;
  }
  const form = new URLSearchParams(await text(request));
  const result = form.has('cancel')
    ? { error: 'access_denied', error_description: 'the person did not want to' }
    : { login: { accountId: form.get('user') ?? '' } };
  await provider.interactionFinished(request, response, result);
}
