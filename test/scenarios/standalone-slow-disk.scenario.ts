import { expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Asker } from '../kit/asker.js';
import { eventually } from '../kit/eventually.js';
import { SlowDisk } from '../kit/slow-disk.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';

const SLOW_MS = 8000;
/** Far less than one fsync takes, far more than a verdict does. */
const LONGEST_MS = 1000;

const withSlowDisk = SlowDisk.isPossible ? it : it.skip;

withSlowDisk(
  'on a disk that takes seconds for each fsync, verdicts from the cache keep coming, uses are counted, the lease is kept, and no command is lost',
  async () => {
    using disk = new SlowDisk();
    await using system = await start({
      env: { ...disk.environment(join(tmpdir(), 'keyward-scenario-')), LEASE_MS: '1000' },
    });
    const client = system.as(person('alice', 'analyst'));
    const [used, revoked] = [await client.createKey(), await client.createKey()];
    const create = (name: string) =>
      client.request('POST', '/v1/keys', {
        body: { name, scope: 'read-only' },
        headers: { 'idempotency-key': name },
      });
    const asker = new Asker(system, used.secret);
    await asker.until(Promise.resolve());

    disk.slow();
    const began = performance.now();
    const commands = Promise.all([
      create('One'),
      create('Two'),
      client.request('POST', `/v1/keys/${revoked.key.keyId}/revoke`, { body: {} }),
    ]).then((answers) => ({ answers, tookMs: performance.now() - began }));
    await asker.until(Promise.all([pause(SLOW_MS), commands]));
    disk.fast();

    expect(asker.codes).toEqual(new Set(['valid']));
    expect(asker.longestMs).toBeLessThan(LONGEST_MS);
    expect(asker.count).toBeGreaterThan(100);
    const { answers, tookMs } = await commands;
    expect(tookMs).toBeGreaterThan(2500);
    for (const { status, headers } of answers)
      if (status === 503) expect(headers['retry-after']).toMatch(/^\d+$/);
      else expect(status).toBeLessThan(300);

    const names = async () => (await client.listKeys()).map(({ name }) => name);
    for (const name of ['One', 'Two'])
      await eventually(async () => {
        expect((await create(name)).status).toBeLessThan(300);
        expect((await names()).filter((each) => each === name)).toHaveLength(1);
      });
    await client.revoke(revoked.key.keyId);
    expect((await system.verify({ key: revoked.secret })).code).toBe('revoked');
    await eventually(async () => {
      expect((await client.listActivity()).find(({ keyId }) => keyId === used.key.keyId)?.last30d).toBe(asker.count);
    });
    await system.kill();
    await system.start();
    expect(await names()).toEqual(expect.arrayContaining(['One', 'Two']));
  },
);
