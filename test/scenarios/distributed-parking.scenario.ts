import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeKeyEvent, ownerIdOf, type Position, TOPICS } from '#contracts';
import { z } from 'zod';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { type KnownCredential, RecordingClient } from '../faults/recording-client.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { ops } from '../kit/ops-command.js';
import { person, type User } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

const PATIENCE = { timeout: 60_000 };

const { system, deployment } = await startDistributed();
const finalState = await FinalStateCheck.open(system, deployment);
afterAll(async () => {
  await finalState.close();
  await system.stop();
}, 180_000);

const replicas = deployment.of('verification').map(({ address }) => address);
const groups = (['activity', 'notifier'] as const).map((service) => deployment.of(service)[0]?.address ?? '');
const commands = deployment.of('key-command')[0]?.address ?? '';
const client = new RecordingClient(system);

const metricsOf = async (address: string) => (await exchange(address, { path: '/metrics' })).text;

describe('a record on key-events that nobody can read', () => {
  const [alice, bob] = [person('alice', 'analyst'), person('bob', 'analyst')];
  const ownerId = ownerIdOf(alice);
  let ofAlice: KnownCredential;
  let ofBob: KnownCredential;
  let position: Position | undefined;

  beforeAll(async () => {
    [ofAlice, ofBob] = [await firstKeyOf(alice), await firstKeyOf(bob)];
    const [newest] = (await finalState.store.read(ownerId, 0)).slice(-1);
    const good = encodeKeyEvent({
      ownerId,
      version: (newest?.lastVersion ?? 0) + 1,
      at: new Date().toISOString(),
      by: `user:${ownerId}`,
      event: { type: 'OwnerDeactivated' },
    });
    [position] = await finalState.publisher.send(TOPICS.keyEvents.name, [
      { ...good, headers: { ...good.headers, ce_type: 'keyward.KeyVanished' } },
    ]);
  }, 60_000);

  it('parks its owner, and nobody else, on every replica', async () => {
    for (const replica of replicas) {
      await eventually(async () => {
        expect(await client.verify(replica, ofAlice)).toBe('unavailable');
      }, PATIENCE);
      await eventually(async () => {
        expect(await client.verify(replica, ofBob)).toBe('valid');
      }, PATIENCE);
      expect(await metricsOf(replica)).toMatch(/^keyward_parked_owners 1$/m);
    }
  }, 180_000);

  it('parks its owner in every group', async () => {
    for (const group of groups)
      await eventually(async () => {
        expect(await metricsOf(group)).toMatch(/^keyward_parked_keys\{group="[^"]+"\} 1$/m);
      }, PATIENCE);
  }, 180_000);

  it('becomes a dead letter of every group, with where it stands and why', async () => {
    const letter = {
      key: ownerId,
      topic: TOPICS.keyEvents.name,
      ...position,
      reason: expect.stringContaining('KeyVanished'),
    };
    await eventually(async () => {
      const listed = await ops(deployment, 'dead-letters');
      expect(listed).toMatchObject({ code: 0, json: { total: groups.length, deadLetters: groups.map(() => letter) } });
      const { deadLetters } = z.object({ deadLetters: z.array(z.object({ group: z.string() })) }).parse(listed.json);
      expect(new Set(deadLetters.map(({ group }) => group)).size).toBe(groups.length);
    }, PATIENCE);
  }, 180_000);

  it('leaves a line in the log of every group and every replica', async () => {
    const lines = (what: string) =>
      system.output
        .split('\n')
        .filter((line) => line.includes('KeyVanished') && line.includes(ownerId) && line.includes(what));
    await eventually(() => {
      expect(lines('is a dead letter now')).toHaveLength(groups.length);
      expect(lines('the owner is parked')).toHaveLength(replicas.length);
    }, PATIENCE);
  }, 180_000);

  it('parks its owner no longer once the owner’s events are published again', async () => {
    await client.create(commands, alice, 'After'); // takes the version that the bad record had claimed
    expect(await ops(deployment, 'republish', '--owner', ownerId)).toMatchObject({ code: 0 });
    for (const replica of replicas)
      await eventually(async () => {
        expect(await client.verify(replica, ofAlice)).toBe('valid');
      }, PATIENCE);
    for (const group of groups)
      await eventually(async () => {
        expect(await metricsOf(group)).toMatch(/^keyward_parked_keys\{group="[^"]+"\} 0$/m);
      }, PATIENCE);
  }, 180_000);
});

async function firstKeyOf(owner: User): Promise<KnownCredential> {
  const credential = (await client.create(commands, owner, 'Before'))?.credentials[0];
  if (credential === undefined) throw new Error('no key was created');
  return credential;
}
