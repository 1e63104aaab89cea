import { expect } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange } from '../kit/http.js';
import { type TokenSigner } from '../kit/system.js';
import { claimsOf } from '../kit/user-tokens.js';
import { person } from '../kit/users.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

const AUDIENCE = 'keyward';
/** A process does not ask for the published keys twice in that time. */
const KNOWN_AFTER_MS = 10_000;

interface SigningKey {
  readonly published: JWK;
  readonly sign: TokenSigner;
}

/** A key of the identity provider takes another's place. */
export const jwtKeys: Drill = {
  name: 'jwt-keys',
  run: async (options) => {
    const [older, newer] = await Promise.all([signingKey('one'), signingKey('two')]);
    const provider = await publish([older.published]);
    try {
      return await runUnderLoad(
        'jwt-keys',
        {
          services: { env: { JWT_SECRET: undefined, JWKS_URL: provider.url, JWT_AUDIENCE: AUDIENCE } },
          prepare: (system) => {
            system.signTokensBy(older.sign);
          },
          work: (stage) => changeKeys(stage, provider, older, newer),
        },
        options,
      );
    } finally {
      await provider.stop();
    }
  },
};

async function changeKeys(
  stage: DrillStage,
  provider: Awaited<ReturnType<typeof publish>>,
  older: SigningKey,
  newer: SigningKey,
): Promise<void> {
  await stage.step('the new key is published beside the old one, 10 s before it signs', async () => {
    provider.keys = [older.published, newer.published];
    await pause(KNOWN_AFTER_MS);
  });
  await stage.step('it signs', () => {
    stage.system.signTokensBy(newer.sign);
    return Promise.resolve();
  });
  await stage.step('the old key is withdrawn; key-command and activity are restarted', () => {
    provider.keys = [newer.published];
    return stage.reconfigure(['key-command', 'activity'], {});
  });
  const stolen = await older.sign(claimsOf(person('thief', 'analyst'), new Date()));
  stage.system.rememberToken(stolen);
  for (const { address } of stage.deployment.of('key-command'))
    expect((await exchange(address, { path: '/v1/me', headers: { authorization: `Bearer ${stolen}` } })).status).toBe(
      401,
    );
}

async function signingKey(kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  return {
    published: { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid },
    sign: (claims) =>
      new SignJWT({ ...claims, aud: AUDIENCE }).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(privateKey),
  };
}

/** What an identity provider shows at its `jwks_uri`; `keys` may change. */
async function publish(keys: readonly JWK[]) {
  const published = { keys };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published.keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(published, {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/jwks.json`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
