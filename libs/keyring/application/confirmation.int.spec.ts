import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TOPICS, type Positions } from '#contracts';
import { RegistryBarrier, RegistryReplica } from '#propagation';
import { createKey, revokeKey } from '../domain/testing/commands.js';
import { type KeyringCommand } from '../domain/commands.js';
import { type CommandOutcome } from './command-loop.js';
import { user, WriteSide } from './testing/write-side.js';

const ann = user('ann');
const CONFIRM_TIMEOUT_MS = 50;

let side: WriteSide;
let barrier: RegistryBarrier;
let replica: RegistryReplica;
let applied: Positions;

beforeEach(async () => {
  side = new WriteSide();
  applied = {};
  const { publisher, subscriber } = side.log;
  barrier = new RegistryBarrier({ publisher, subscriber, confirmTimeoutMs: CONFIRM_TIMEOUT_MS });
  replica = new RegistryReplica({
    publisher,
    subscriber,
    leaseMs: 60_000,
    appliedPositions: () => applied,
    endOfKeyEvents: () => subscriber.endOf(TOPICS.keyEvents.name),
  });
  await barrier.start();
  await replica.join();
});
afterEach(async () => {
  await replica.leave();
  await barrier.close();
  await side.close();
});

function run(command: KeyringCommand): Promise<CommandOutcome> {
  return side
    .process({ barrier })
    .loop.run({ caller: ann, ownerId: ann.ownerId, type: command.type, command: () => command, idempotency: null });
}

async function applyAll(): Promise<void> {
  applied = await side.log.subscriber.endOf(TOPICS.keyEvents.name);
  replica.advanced();
}

it('a revocation is confirmed once the replica has applied it, and not before; it stands all the same', async () => {
  await run(createKey());
  await applyAll();
  const unconfirmed = await run(revokeKey());
  expect(unconfirmed).toMatchObject({
    events: [{ type: 'KeyRevoked' }],
    propagation: { confirmed: false, replicas: 1, position: '0:2' },
  });
  await applyAll();
  expect(await run(revokeKey())).toMatchObject({
    events: [],
    propagation: { confirmed: true, replicas: 1, position: '0:2' },
  });
});
