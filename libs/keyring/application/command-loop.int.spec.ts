import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { type Problem, type ProblemCode } from '#contracts';
import { UnreadableStream, VersionConflict, type Commit } from '#event-store';
import {
  createKey,
  revokeAllKeys,
  revokeKey,
  revokeMemberKeys,
  rotateKey,
  self,
  SERVICE,
} from '../domain/testing/commands.js';
import { type KeyringCommand } from '../domain/commands.js';
import { type Idempotency } from './command-identity.js';
import { type CommandOutcome, type CommandRequest } from './command-loop.js';
import { appendAll, type RandomCommit } from './testing/random-stream.js';
import { user, WriteSide, type WriteProcess } from './testing/write-side.js';

const ann = user('ann');

function run(command: KeyringCommand, idempotency: Idempotency | null = null): CommandRequest {
  return { caller: ann, ownerId: ann.ownerId, type: command.type, command: () => command, idempotency };
}

function retryable(key: string, body: unknown = {}): Idempotency {
  return { key, method: 'POST', target: '/v1/keys', body };
}

function refusal(code: ProblemCode): Partial<Problem> {
  // what jest calls an asymmetric matcher is typed unknown
  return expect.objectContaining({ name: 'Problem', code }) as Partial<Problem>;
}

function refused(results: readonly PromiseSettledResult<CommandOutcome>[]): readonly unknown[] {
  return results.filter((result) => result.status === 'rejected').map((result): unknown => result.reason);
}

/** A retry about one key does not look the owner up. */
function withoutOwner(outcome: CommandOutcome): CommandOutcome {
  return { ...outcome, keyring: { keys: outcome.keyring.keys, owner: null } };
}

/** Commits that change nothing else. */
function renames(keyId: string, count: number): readonly RandomCommit[] {
  return Array.from({ length: count }, (_, n) => [
    {
      event: { type: 'KeyRenamed', keyId, name: `name ${String(n)}` },
      at: '2026-01-01T00:00:00.000Z',
      by: 'user:acme/ann',
    },
  ]);
}

let side: WriteSide;
let one: WriteProcess;

beforeEach(() => {
  side = new WriteSide();
  one = side.process();
});
afterEach(() => side.close());

async function commits(): Promise<readonly Commit[]> {
  return side.store.read(ann.ownerId, 0);
}

describe('a command', () => {
  it('answers when its change is stored, published and confirmed', async () => {
    const { propagation } = await one.loop.run(run(createKey()));
    expect(propagation).toMatchObject({ confirmed: true, position: '0:1' });
    expect(side.barrier.asked).toEqual([{ partition: 0, offset: 1 }]); // the last record of the commit: role, then key
    expect((await commits()).map(({ events }) => events.map(({ event, by }) => [event.type, by]))).toEqual([
      [
        ['OwnerRoleChanged', 'user:acme/ann'],
        ['KeyCreated', 'user:acme/ann'],
      ],
    ]);
  });

  it('sees what any process stored before', async () => {
    await one.loop.run(run(createKey({ keyId: 'k1' })));
    await side.process().loop.run(run(revokeKey({ keyId: 'k1' })));
    await expect(one.loop.run(run(rotateKey({ keyId: 'k1' })))).rejects.toEqual(refusal('key-revoked'));
  });

  it('that is refused stores nothing', async () => {
    await expect(one.loop.run(run(createKey({ name: '' })))).rejects.toEqual(refusal('invalid-request'));
    expect(await commits()).toEqual([]);
  });

  it('that decides nothing waits for its stream’s newest commit, and publishes it first', async () => {
    await one.loop.run(run(createKey()));
    await one.loop.run(run(revokeKey()));
    await side.store.append(
      ann.ownerId,
      3,
      [{ event: { type: 'OwnerReactivated' }, at: '2026-01-01T00:00:00Z', by: 'service:other-process' }],
      { commandId: 'left-behind' },
    );
    const { propagation, events } = await one.loop.run(run(revokeKey()));
    expect({ events, position: propagation.position }).toEqual({ events: [], position: '0:3' });
  });

  it('on an empty stream that decides nothing waits for nothing', async () => {
    const { propagation } = await one.loop.run({
      ...run(revokeMemberKeys(SERVICE)),
      caller: user('adam', 'administrator'),
    });
    expect(propagation.position).toBeNull();
    expect(side.barrier.asked).toEqual([null]);
  });

  it('is refused as long as the stream holds what this version cannot read', async () => {
    const { store } = side;
    const unreadable = side.process({
      store: {
        append: store.append.bind(store),
        commitOf: store.commitOf.bind(store),
        streamOf: store.streamOf.bind(store),
        read: () => Promise.reject(new UnreadableStream('KeyMoved in schema version 2')),
      },
    });
    await expect(unreadable.loop.run(run(createKey()))).rejects.toEqual(refusal('stream-unreadable'));
  });
});

describe('a retry with the same Idempotency-Key', () => {
  it('gets the first outcome, whatever happened since, and waits for its position', async () => {
    const first = await one.loop.run(run(createKey({ keyId: 'k1' }), retryable('a')));
    side.clock.set('2026-02-01T00:00:00Z');
    await one.loop.run(run(revokeKey({ keyId: 'k1' })));
    const again = await side.process().loop.run(run(createKey({ keyId: 'k2' }), retryable('a')));
    expect(again).toEqual(withoutOwner(first));
    expect(await commits()).toHaveLength(2);
  });

  it('and another request is refused', async () => {
    await one.loop.run(run(createKey({ keyId: 'k1' }), retryable('a', { name: 'x' })));
    await expect(one.loop.run(run(createKey({ keyId: 'k2' }), retryable('a', { name: 'y' })))).rejects.toEqual(
      refusal('idempotency-key-reused'),
    );
  });

  it('and a request for another owner is refused, and stores nothing there', async () => {
    const adam = user('adam', 'administrator');
    const about = (userId: string): CommandRequest => ({
      caller: adam,
      ownerId: `acme/${userId}`,
      type: 'DeactivateOwner',
      command: () => ({ type: 'DeactivateOwner', requester: SERVICE }),
      idempotency: { ...retryable('a'), method: 'PUT', target: `/v1/members/${userId}` },
    });
    await one.loop.run(about('bob'));
    await expect(side.process().loop.run(about('cid'))).rejects.toEqual(refusal('idempotency-key-reused'));
    expect(await side.store.read('acme/cid', 0)).toEqual([]);
    await expect(
      one.loop.run({ ...run(createKey(), retryable('a')), caller: adam, ownerId: adam.ownerId }),
    ).rejects.toEqual(refusal('idempotency-key-reused'));
    await expect(one.loop.run(about('bob'))).resolves.toMatchObject({ events: [{ type: 'OwnerDeactivated' }] });
  });

  it('of a refused command is decided again', async () => {
    const strict = side.process({ options: { maxKeysPerOwner: 1 } });
    await strict.loop.run(run(createKey({ keyId: 'k1' })));
    await expect(strict.loop.run(run(createKey({ keyId: 'k2' }), retryable('a')))).rejects.toEqual(
      refusal('key-limit-reached'),
    );
    await strict.loop.run(run(revokeKey({ keyId: 'k1' })));
    await expect(strict.loop.run(run(createKey({ keyId: 'k2' }), retryable('a')))).resolves.toMatchObject({
      events: [{ type: 'KeyCreated', keyId: 'k2' }],
    });
  });

  it('at the same time, in this process or another, happens once', async () => {
    const processes = [one, one, side.process(), side.process()];
    const outcomes = await Promise.all(
      processes.map(({ loop }, i) => loop.run(run(createKey({ keyId: `k${String(i)}` }), retryable('a')))),
    );
    expect(await commits()).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(withoutOwner(outcome)))).size).toBe(1);
  });

  describe('long after it', () => {
    const rotation = (credentialId: string) => run(rotateKey({ keyId: 'k1', credentialId }), retryable('a'));
    let read: number[] = [];
    let readAt: readonly number[];
    let started: WriteProcess;

    beforeEach(() => {
      started = side.process({
        snapshots: { find: () => Promise.resolve(undefined), save: () => Promise.resolve() },
        store: {
          read: (stream, after, limit) => {
            read.push(after);
            return side.store.read(stream, after, limit);
          },
          commitsAt: (stream, versions) => {
            readAt = versions;
            return side.store.commitsAt(stream, versions);
          },
        },
      });
    });

    /** `k1` is rotated between events of its own and another key's. */
    async function rotatedBetween(events: number) {
      await one.loop.run(run(createKey({ keyId: 'k1' })));
      const before = await appendAll(side.store, ann.ownerId, 2, renames('k1', events));
      await one.loop.run(run(createKey({ keyId: 'k2', credentialId: 'c2' })));
      const { keyring } = await one.loop.run(rotation('c3'));
      const after = await appendAll(side.store, ann.ownerId, before + 2, renames('k1', events));
      const head = await appendAll(side.store, ann.ownerId, after, renames('k2', events));
      await started.keyrings.load(ann.ownerId);
      const retry = async () => {
        read = [];
        return (await started.loop.run(rotation('c4'))).keyring.keys;
      };
      return { left: keyring.keys.filter(({ keyId }) => keyId === 'k1'), before, head, retry };
    }

    it('reads what had happened to its key by then, and nothing else', async () => {
      const { left, head, retry } = await rotatedBetween(3);
      expect(await retry()).toEqual(left);
      expect(readAt).toEqual([1, 3, 4, 5, 7]);
      expect(new Set(read)).toEqual(new Set([head]));
    });

    it('of a key with very many events does not fold again what this process has folded, nor what has happened since', async () => {
      const { left, before, head, retry } = await rotatedBetween(900);
      const readBack = () => read.filter((after) => after !== head);
      expect(await retry()).toEqual(left);
      expect(Math.min(...readBack())).toBeGreaterThan(before - 500);
      expect(Math.max(...readBack())).toBeLessThan(before + 2);
      expect(await retry()).toEqual(left);
      expect(readBack()).toEqual([]);
    });
  });

  it('by an owner who was deactivated meanwhile is refused like any other call', async () => {
    await one.loop.run(run(createKey(), retryable('a')));
    await one.loop.run({
      ...run({ type: 'DeactivateOwner', requester: { kind: 'manager' } }),
      caller: user('adam', 'administrator'),
    });
    await expect(one.loop.run(run(createKey(), retryable('a')))).rejects.toEqual(refusal('owner-inactive'));
  });
});

describe('the changes of an hour', () => {
  const strict = () => side.process({ options: { mutationsPerHour: 3 } });
  const create = (process: WriteProcess, keyId: string) =>
    process.loop.run(run(createKey({ keyId }), retryable(keyId)));

  it('are counted over all processes, and what was done is not counted again by a retry', async () => {
    const [process, other] = [strict(), strict()];
    for (const keyId of ['k1', 'k2', 'k3']) await create(keyId === 'k2' ? other : process, keyId);
    for (const each of [process, other, strict()]) {
      await expect(create(each, 'k4')).rejects.toMatchObject({
        code: 'change-limit-reached',
        extensions: { retryAfter: 3600 },
      });
      await expect(create(each, 'k1')).resolves.toMatchObject({ events: [{}, { keyId: 'k1' }] });
    }
    side.clock.set('2026-01-01T01:00:00Z');
    await create(other, 'k4');
  });

  it('do not keep anybody from revoking', async () => {
    const process = strict();
    for (const keyId of ['k1', 'k2', 'k3']) await create(process, keyId);
    await process.loop.run(run(revokeKey({ keyId: 'k1' })));
    await process.loop.run(run(revokeAllKeys()));
    expect((await process.keyrings.load(ann.ownerId)).keyring.keys.map(({ state }) => state)).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ]);
  });
});

describe('commands at the same time', () => {
  it('of one process take turns: exactly as many keys as the limit allows, and no conflict', async () => {
    const strict = side.process({ options: { maxKeysPerOwner: 20 } });
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => strict.loop.run(run(createKey({ keyId: `k${String(i)}` })))),
    );
    expect(refused(results)).toEqual(Array.from({ length: 40 }, () => refusal('key-limit-reached')));
  });

  it('of two processes at the limit: exactly one creates', async () => {
    for (let round = 0; round < 20; round++) {
      const caller = user(`user${String(round)}`);
      const create = (keyId: string, process: WriteProcess): Promise<CommandOutcome> =>
        process.loop.run({ ...run(createKey({ keyId })), caller, ownerId: caller.ownerId });
      const results = await Promise.allSettled(
        ['k1', 'k2'].map((keyId) => create(keyId, side.process({ options: { maxKeysPerOwner: 1 } }))),
      );
      expect(refused(results)).toEqual([refusal('key-limit-reached')]);
    }
  });

  it('a create and a revoke-all: the key is revoked exactly if it was created first', async () => {
    await one.loop.run(run(createKey({ keyId: 'k0' })));
    const two = side.process();
    await Promise.all([two.loop.run(run(revokeAllKeys())), one.loop.run(run(createKey({ keyId: 'k1' })))]);
    const types = (await commits()).flatMap(({ events }) => events.map(({ event }) => event.type)).slice(2);
    const { keyring } = await one.keyrings.load(ann.ownerId);
    expect(keyring.keys.map(({ state }) => state)).toEqual([
      'revoked',
      types[0] === 'KeyCreated' ? 'revoked' : 'issued',
    ]);
  });

  it('one whose own append was stored but answered with a conflict finds it, and is done once', async () => {
    const { store } = side;
    const asked: string[] = [];
    const lost = side.process({
      store: {
        read: store.read.bind(store),
        streamOf: store.streamOf.bind(store),
        commitOf: (ownerId, commandId) => {
          asked.push(ownerId);
          return store.commitOf(ownerId, commandId);
        },
        append: async (...commit) => {
          await store.append(...commit);
          throw new VersionConflict('the first answer was lost, and the driver asked again');
        },
      },
    });
    await expect(lost.loop.run(run(createKey({ keyId: 'k1' })))).resolves.toMatchObject({
      keyring: { keys: [{ keyId: 'k1' }] },
    });
    expect(await commits()).toHaveLength(1);
    expect(asked).toEqual([ann.ownerId]); // not on the first attempt: nobody has used its id yet
  });

  it('of a process that another one always outruns end in concurrent-change', async () => {
    const { store } = side;
    const outrun = side.process({
      store: {
        read: store.read.bind(store),
        commitOf: store.commitOf.bind(store),
        streamOf: store.streamOf.bind(store),
        append: () => Promise.reject(new VersionConflict('outrun')),
      },
    });
    await expect(outrun.loop.run(run(createKey()))).rejects.toEqual(refusal('concurrent-change'));
  });
});

describe('a change that is stored but cannot be confirmed', () => {
  it.each([
    ['the log refuses it', { publish: () => Promise.reject(new Error('no broker')) }],
    ['the log does not answer in time', { publish: () => new Promise<never>(() => undefined) }],
  ])('is answered all the same, unconfirmed, when %s', async (_, publisher) => {
    const { propagation, events } = await side
      .process({ publisher, options: { confirmTimeoutMs: 5 } })
      .loop.run(run(createKey({ requester: self() })));
    expect(propagation).toMatchObject({ position: null, confirmed: false });
    expect(events.map(({ type }) => type)).toContain('KeyCreated');
    expect(await commits()).toHaveLength(1);
  });

  it('has waited CONFIRM_TIMEOUT_MS at most, publishing included', async () => {
    const slow = {
      publish: async (ownerId: string, version: number) => {
        await pause(50);
        return side.publisher.publish(ownerId, version);
      },
    };
    await side.process({ publisher: slow, options: { confirmTimeoutMs: 5000 } }).loop.run(run(createKey()));
    expect(side.barrier.withinMs).toBeGreaterThan(0);
    expect(side.barrier.withinMs).toBeLessThan(5000 - 45);
  });

  it('is confirmed by repeating it', async () => {
    await one.loop.run(run(createKey()));
    side.barrier.confirmed = false;
    expect((await one.loop.run(run(revokeKey()))).propagation).toMatchObject({ confirmed: false, position: '0:2' });
    side.barrier.confirmed = true;
    expect((await one.loop.run(run(revokeKey()))).propagation).toMatchObject({ confirmed: true, position: '0:2' });
  });
});
