import { afterAll, describe, expect, it } from '@jest/globals';
import { encodeKeyEvent, ownerIdOf, TOPICS } from '#contracts';
import { z } from 'zod';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { RecordingClient } from '../faults/recording-client.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { ops } from '../kit/ops-command.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

const PATIENCE = { timeout: 60_000 };

const { system, deployment } = await startDistributed();
const finalState = await FinalStateCheck.open(system, deployment);
afterAll(async () => {
  await finalState.close();
  await system.stop();
}, 180_000);

const replicas = deployment.of('verification').map(({ address }) => address);
const commands = deployment.of('key-command')[0]?.address ?? '';
const client = new RecordingClient(system);

describe('a record on key-events that nobody can read', () => {
  it('parks its owner and nobody else, with a dead letter, a metric and a log line for each group; published again, the owner is back', async () => {
    const [alice, bob] = [person('alice', 'analyst'), person('bob', 'analyst')];
    const keys = await Promise.all([alice, bob].map((owner) => client.create(commands, owner, 'Before')));
    const [ofAlice, ofBob] = keys.flatMap((key) => key?.credentials ?? []);
    if (ofAlice === undefined || ofBob === undefined) throw new Error('no key was created');
    const ownerId = ownerIdOf(alice);
    const [newest] = (await finalState.store.read(ownerId, 0)).slice(-1);
    const version = (newest?.lastVersion ?? 0) + 1;
    const good = encodeKeyEvent({
      ownerId,
      version,
      at: new Date().toISOString(),
      by: `user:${ownerId}`,
      event: { type: 'OwnerDeactivated' },
    });
    const [position] = await finalState.publisher.send(TOPICS.keyEvents.name, [
      { ...good, headers: { ...good.headers, ce_type: 'keyward.KeyVanished' } },
    ]);

    for (const replica of replicas) {
      await eventually(async () => {
        expect(await client.verify(replica, ofAlice)).toBe('unavailable');
      }, PATIENCE);
      await eventually(async () => {
        expect(await client.verify(replica, ofBob)).toBe('valid');
      }, PATIENCE);
      expect((await exchange(replica, { path: '/metrics' })).text).toMatch(/^keyward_parked_owners 1$/m);
    }
    for (const service of ['activity', 'notifier'] as const) {
      await eventually(async () => {
        expect((await exchange(deployment.of(service)[0]?.address ?? '', { path: '/metrics' })).text).toMatch(
          /^keyward_parked_keys\{group="[^"]+"\} 1$/m,
        );
      }, PATIENCE);
    }
    const letter = {
      key: ownerId,
      topic: TOPICS.keyEvents.name,
      ...position,
      reason: expect.stringContaining('KeyVanished'),
    };
    const listed = await ops(deployment, 'dead-letters');
    expect(listed).toMatchObject({ code: 0, json: { total: 2, deadLetters: [letter, letter] } });
    const { deadLetters } = z.object({ deadLetters: z.array(z.object({ group: z.string() })) }).parse(listed.json);
    expect(new Set(deadLetters.map(({ group }) => group)).size).toBe(2);
    const lines = (what: string) =>
      system.output
        .split('\n')
        .filter((line) => line.includes('KeyVanished') && line.includes(ownerId) && line.includes(what));
    await eventually(
      () => {
        expect(lines('npm run ops -- republish')).toHaveLength(2);
      },
      { timeout: 20_000 },
    );
    await eventually(
      () => {
        expect(lines('the owner is parked')).toHaveLength(replicas.length);
      },
      { timeout: 20_000 },
    );

    await client.create(commands, alice, 'After'); // takes the version that the bad record had claimed
    expect(await ops(deployment, 'republish', '--owner', ownerId)).toMatchObject({ code: 0 });
    for (const replica of replicas)
      await eventually(async () => {
        expect(await client.verify(replica, ofAlice)).toBe('valid');
      }, PATIENCE);
    for (const service of ['activity', 'notifier'] as const) {
      await eventually(async () => {
        expect((await exchange(deployment.of(service)[0]?.address ?? '', { path: '/metrics' })).text).toMatch(
          /^keyward_parked_keys\{group="[^"]+"\} 0$/m,
        );
      }, PATIENCE);
    }
  }, 180_000);
});
