import { afterEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Asker } from '../kit/asker.js';
import { type KeyClient } from '../kit/key-client.js';
import { eventually } from '../kit/eventually.js';
import { FileLock } from '../kit/file-lock.js';
import { type System } from '../kit/system.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';

const FILES = ['events.db', 'derived.db', 'activity.db', 'reminders.db'] as const;
const HELD_MS = 3000;
/** Far less than a file is held, far more than a verdict takes. */
const LONGEST_MS = 1000;
const CREATE = { name: 'Made under a lock', scope: 'read-only' };

let lock: FileLock | undefined;
afterEach(() => lock?.release());

const hold = async (system: System, ...files: readonly string[]): Promise<FileLock> => {
  lock = await FileLock.on(...files.map((file) => join(system.folder, file)));
  return lock;
};

function create(client: KeyClient, idempotencyKey: string) {
  return client.request('POST', '/v1/keys', { body: CREATE, headers: { 'idempotency-key': idempotencyKey } });
}

async function expectCounted(client: KeyClient, keyId: string, uses: number): Promise<void> {
  await eventually(async () => {
    expect((await client.listActivity()).find((each) => each.keyId === keyId)?.last30d).toBe(uses);
  });
}

describe('while another program holds', () => {
  it.each(FILES)('%s, verdicts from the cache keep coming, and every use of them is counted', async (file) => {
    await using system = await start();
    const client = system.as(person('alice', 'analyst'));
    const { key, secret } = await client.createKey();
    const asker = new Asker(system, secret);
    await asker.until(Promise.resolve());
    const held = await hold(system, file);
    const creating = create(client, 'once');
    await asker.until(Promise.all([pause(HELD_MS), file === 'events.db' ? creating : undefined]));
    await held.release();
    expect(asker.codes).toEqual(new Set(['valid']));
    expect(asker.longestMs).toBeLessThan(LONGEST_MS);
    expect(asker.count).toBeGreaterThan(20);

    const answer = await creating;
    if (file === 'events.db')
      expect(answer).toMatchObject({
        status: 503,
        body: { code: 'not-ready' },
        headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      });
    else expect(answer).toMatchObject({ status: 201, body: { propagation: { confirmed: true } } });

    await eventually(async () => {
      expect((await create(client, 'once')).status).toBeLessThan(300);
    });
    expect((await client.listKeys()).map(({ name }) => name).filter((name) => name === CREATE.name)).toHaveLength(1);
    await expectCounted(client, key.keyId, asker.count);
  });

  it('all of them for longer than a lease, the lease is kept, and commands say when to try again', async () => {
    await using system = await start({ env: { LEASE_MS: '1000', CONFIRM_TIMEOUT_MS: '5000' } });
    const client = system.as(person('alice', 'analyst'));
    const { key, secret } = await client.createKey();
    const asker = new Asker(system, secret);
    await asker.until(Promise.resolve());
    const held = await hold(system, ...FILES);
    const refused = Promise.all([
      client.request('POST', `/v1/keys/${key.keyId}/revoke`, { body: {} }),
      client.request('POST', `/v1/keys/${key.keyId}/rotate`, { body: {} }),
      create(client, 'once'),
    ]);
    await asker.until(Promise.all([pause(HELD_MS), refused]));
    for (const answer of await refused)
      expect(answer).toMatchObject({ status: 503, body: { code: 'not-ready' }, headers: { 'retry-after': '1' } });
    await held.release();
    expect(asker.codes).toEqual(new Set(['valid']));
    expect(asker.longestMs).toBeLessThan(LONGEST_MS);
    expect(await client.listKeys()).toMatchObject([{ keyId: key.keyId, status: 'active' }]);
    await client.revoke(key.keyId);
    expect((await system.verify({ key: secret })).code).toBe('revoked');
    await expectCounted(client, key.keyId, asker.count + 1);
  });
});
