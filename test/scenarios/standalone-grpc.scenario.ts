import { afterAll, expect, it } from '@jest/globals';
import { GrpcKeyVerifier } from '#client';
import { person } from '../kit/users.js';
import { freePort } from '../profiles/free-port.js';
import { start } from '../profiles/standalone.js';

const port = await freePort();
const system = await start({ env: { GRPC_PORT: String(port) } });
const verifier = new GrpcKeyVerifier({ host: '127.0.0.1', port, timeoutMs: 30_000 });
afterAll(async () => {
  await verifier.close();
  await system.stop();
});

it('a key whose revoke is confirmed is refused by gRPC from that moment on', async () => {
  const owner = system.as(person('alice', 'analyst'));
  const { secret, key } = await owner.createKey({ scope: 'read-only' });
  expect(await verifier.verify({ key: secret, permission: 'reports.view' })).toMatchObject({
    valid: true,
    keyId: key.keyId,
    scope: 'read-only',
  });
  const { propagation } = await owner.revoke(key.keyId);
  expect(propagation.confirmed).toBe(true);
  expect(await verifier.verify({ key: secret, permission: 'reports.view' })).toEqual({ valid: false, code: 'revoked' });
});
