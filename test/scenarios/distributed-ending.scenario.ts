import { expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { changed } from '../kit/shapes.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

/** The bound on closing, twice: machines are slow. */
const IN_TIME_MS = 20_000;

it('a key-command that is asked to end answers 202 to whoever waits for a replica that is frozen, and ends with 0; the change stands', async () => {
  const { system, deployment } = await startDistributed({ env: { LEASE_MS: '60000', CONFIRM_TIMEOUT_MS: '120500' } });
  const frozen = deployment.of('verification')[0];
  const [ending, other] = deployment.of('key-command');
  if (frozen === undefined || ending === undefined || other === undefined)
    throw new RangeError('two key-commands and a verification');
  try {
    const ann = person('ann', 'analyst');
    const authorization = `Bearer ${await system.tokenOf(ann)}`;
    const {
      key: { keyId },
    } = await system.as(ann).createKey();
    frozen.signal('SIGSTOP');
    const revoking = exchange(ending.address, {
      method: 'POST',
      path: `/v1/keys/${keyId}/revoke`,
      headers: { authorization },
      body: {},
    });
    const statusOf = async () =>
      (await exchange(other.address, { path: `/v1/keys/${keyId}`, headers: { authorization } })).body;
    await eventually(async () => {
      expect(await statusOf()).toMatchObject({ key: { status: 'revoked' } });
    });

    const toldAt = performance.now();
    await ending.stop();
    expect(performance.now() - toldAt).toBeLessThan(IN_TIME_MS);
    const { status, body } = await revoking;
    expect([status, changed.parse(body).propagation.confirmed]).toEqual([202, false]);
  } finally {
    frozen.signal('SIGCONT');
    await system.stop();
  }
}, 240_000);
