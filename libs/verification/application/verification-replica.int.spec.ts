import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeKeyEvent, KEYRING_EVENTS, type Positions, type RecordedEvent } from '#contracts';
import { type Subscriber } from '#messaging';
import { type ReplicaLease } from '#propagation';
import { SqliteVerificationStore } from '../adapters/sqlite/sqlite-verification-store.js';
import { codeOf } from '../domain/judge.js';
import { type BatchScope, type Documents } from '../domain/project-batch.js';
import { keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { ReadModel } from '../domain/testing/read-model.js';
import { type VerificationStore } from '../ports/verification-store.js';
import { eventually } from '../../../test/kit/eventually.js';
import { seededRandom } from '../../../test/kit/seeded-random.js';
import { randomHistory } from '../testing/random-histories.js';
import { newSecret, VerificationSystem } from '../testing/verification-system.js';
import { CredentialCache } from './credential-cache.js';
import { MissingPeppers } from './missing-peppers.js';
import { VerificationReplica } from './verification-replica.js';

const { secret, credential } = newSecret('c1');
const created = keyCreated({ credential });

let system: VerificationSystem;
beforeEach(() => {
  system = new VerificationSystem();
});
afterEach(() => system.close());

/** A lease that holds from `join` to `leave`, and calls `onAdvanced` when the positions moved. */
class WatchedLease implements ReplicaLease {
  joined = false;
  lose: (reason: Error) => void = () => undefined;
  readonly failed = new Promise<never>((_resolve, reject) => {
    this.lose = reject;
  });
  constructor(private readonly onAdvanced: () => void = () => undefined) {}
  join(): Promise<void> {
    this.joined = true;
    return Promise.resolve();
  }
  advanced(): void {
    this.onAdvanced();
  }
  mayAnswer(): boolean {
    return this.joined;
  }
  leave(): Promise<void> {
    this.joined = false;
    return Promise.resolve();
  }
}

function replicaOver(
  parts: {
    store?: VerificationStore;
    subscriber?: Subscriber;
    cache?: CredentialCache;
    pepperIds?: readonly string[];
  } = {},
): VerificationReplica {
  const {
    store = system.store,
    subscriber = system.log.subscriber,
    cache = new CredentialCache(100),
    pepperIds = ['p1', 'p0'],
  } = parts;
  return new VerificationReplica({ store, subscriber, cache, peppers: { ids: pepperIds }, clock: system.clock });
}

describe('a replica', () => {
  it('fails when the registry can no longer be followed', async () => {
    const replica = replicaOver();
    const lease = new WatchedLease();
    await replica.start(lease);
    lease.lose(new Error('the registry is gone'));
    await expect(replica.failed).rejects.toThrow('the registry is gone');
    await replica.close();
  });

  it('applies everything that key-events holds before it joins', async () => {
    const last = await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const replica = replicaOver();
    const lease = new WatchedLease();
    expect([replica.caughtUp, replica.appliedPositions(), await replica.lag()]).toEqual([false, {}, 2]);
    await replica.start(lease);
    expect([replica.caughtUp, replica.appliedPositions(), await replica.lag(), lease.joined]).toEqual([
      true,
      { [last.partition]: last.offset },
      0,
      true,
    ]);
    expect(replica.progress).toEqual({ done: 2, of: 2 });
    expect(await system.store.find([credential.digest])).toMatchObject({
      credential: { credentialId: 'c1' },
      owner: { role: 'analyst' },
    });
    await replica.close();
    expect(lease.joined).toBe(false);
  });

  it('counts an event as applied only once the store and then its cache show it', async () => {
    const cache = new CredentialCache(100);
    const seen: unknown[] = [];
    const cacheShows = () => cache.get(credential.digest)?.credential.revokedAt != null;
    const store = observed(system.store, async () => {
      seen.push(['before the store', replica.appliedPositions(), cacheShows()]);
      await Promise.resolve();
    });
    const replica = replicaOver({ cache, store });
    const lease = new WatchedLease(() => {
      seen.push(['advanced', replica.appliedPositions(), cacheShows()]);
    });
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    await replica.start(lease);
    cache.completeFill(cache.beginFill([credential.digest]), await system.store.find([credential.digest]));

    seen.length = 0;
    await system.publish(recordedAs(3, keyRevoked()));
    await eventually(() => {
      expect(seen).toEqual([
        ['before the store', { 0: 1 }, false],
        ['advanced', { 0: 2 }, true],
      ]);
    });
    expect(await system.store.find([credential.digest])).toMatchObject({
      credential: { revokedAt: expect.any(String) },
    });
    await replica.close();
  });

  it('goes on from the read model’s checkpoint', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')));
    await closed(replicaOver(), new WatchedLease());
    await system.publish(recordedAs(2, created));
    const after: Positions[] = [];
    const subscriber: Subscriber = {
      subscribe: (options) => {
        if (options.mode === 'broadcast') after.push(options.after);
        return system.log.subscriber.subscribe(options);
      },
      endOf: (topic) => system.log.subscriber.endOf(topic),
      handledBy: (group, topic) => system.log.subscriber.handledBy(group, topic),
      close: () => Promise.resolve(),
    };
    await closed(replicaOver({ subscriber }), new WatchedLease());
    expect(after).toEqual([{ 0: 0 }]);
    expect(await system.store.find([credential.digest])).toMatchObject({ owner: { version: 2 } });
  });

  it('asks a read model that fails again, in place, and passes nothing over', async () => {
    let failures = 3;
    const store = observed(system.store, () =>
      failures-- > 0 ? Promise.reject(new Error('the store is away')) : Promise.resolve(),
    );
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    await closed(replicaOver({ store }), new WatchedLease());
    expect(failures).toBeLessThan(0);
    expect(await system.store.find([credential.digest])).toMatchObject({ owner: { version: 2 } });
  });

  it('does not start while a key that still works needs a pepper that is not configured', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const lease = new WatchedLease();
    const refused = replicaOver({ pepperIds: ['p9'] });
    await expect(refused.start(lease)).rejects.toThrow(MissingPeppers);
    expect(lease.joined).toBe(false);
    await refused.close();
    await system.publish(recordedAs(3, keyRevoked()));
    await closed(replicaOver(), new WatchedLease());
    await closed(replicaOver({ pepperIds: ['p9'] }), lease); // revoked since: nothing needs it any more
  });

  it('parks an owner for a record that cannot be read, before the position advances, and a later replica knows', async () => {
    const { headers, ...record } = encodeKeyEvent(recordedAs(3, keyRevoked()));
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    await system.send({ ...record, headers: { ...headers, ce_type: 'keyward.KeyLent' } });
    await closed(replicaOver(), new WatchedLease());
    const later = await system.serving();
    expect(await later.replica.lag()).toBe(0);
    expect(codeOf(await later.verifier.verify(secret, {}))).toBe('verdict-unavailable');
    expect(await later.metrics.metrics()).toMatch(/keyward_parked_owners 1\n/);
    await system.publish(
      ...[roleChanged('analyst'), created, keyRevoked()].map((event, index) => recordedAs(index + 1, event)),
    );
    await eventually(async () => {
      expect(codeOf(await later.verifier.verify(secret, {}))).toBe('revoked');
    });
  });

  it('dies of a record that belongs to nobody', async () => {
    const replica = replicaOver();
    await replica.start(new WatchedLease());
    await system.send({ ...encodeKeyEvent(recordedAs(1, created)), key: '' });
    await expect(replica.failed).rejects.toThrow(/no key/);
    await replica.close();
  });
});

describe('the read model', () => {
  it('of 200 owners with random histories is the same after it was deleted and rebuilt, with duplicates and restarts in between', async () => {
    const random = seededRandom(20_260_102);
    const histories = Array.from({ length: 200 }, (_, index) =>
      randomHistory({ ownerId: `acme/u${String(index)}`, seed: index + 1, length: 5 + Math.floor(random() * 40) }),
    );
    expect(new Set(histories.flat().map(({ event }) => event.type))).toEqual(new Set(Object.keys(KEYRING_EVENTS)));

    const sent = shuffledTogether(histories, random);
    const chunk = Math.ceil(sent.length / 5);
    for (let at = 0; at < sent.length; at += chunk) {
      await system.publish(...sent.slice(at, at + chunk));
      const replica = replicaOver();
      await replica.start(new WatchedLease());
      const again = Math.floor(random() * at);
      await system.publish(...sent.slice(again, again + 200)); // a command process that sends twice
      await replica.close();
    }
    await closed(replicaOver(), new WatchedLease());
    const scope = everythingIn(histories);
    const before = inOrder(await system.store.load(scope));

    await system.store.close();
    system.store = SqliteVerificationStore.open(':memory:');
    await closed(replicaOver(), new WatchedLease());
    expect(inOrder(await system.store.load(scope))).toEqual(before);
    expect(before).toEqual(
      new ReadModel().apply(histories.flat().map((recorded) => ({ outcome: 'event', recorded }))).documents,
    );
    expect(before.owners).toHaveLength(200);
  }, 60_000);
});

/** Started, caught up, and closed again. */
async function closed(replica: VerificationReplica, lease: ReplicaLease): Promise<void> {
  await replica.start(lease);
  await replica.close();
}

/** The store as it is, but `before` comes first whenever a batch is applied. */
function observed(store: VerificationStore, before: () => Promise<void>): VerificationStore {
  return {
    checkpoint: () => store.checkpoint(),
    load: (scope) => store.load(scope),
    apply: (writes, applied) => before().then(() => store.apply(writes, applied)),
    find: (digests) => store.find(digests),
    countParked: () => store.countParked(),
    livePepperIdsNot: (among, now) => store.livePepperIdsNot(among, now),
    documents: () => store.documents(),
    close: () => store.close(),
  };
}

/** Each history in its order, all of them interleaved. */
function shuffledTogether(
  histories: readonly (readonly RecordedEvent[])[],
  random: () => number,
): readonly RecordedEvent[] {
  const rest = histories.map((history) => [...history]);
  const mixed: RecordedEvent[] = [];
  while (rest.length > 0) {
    const at = Math.floor(random() * rest.length);
    const next = rest[at]?.shift();
    if (next === undefined) rest.splice(at, 1);
    else mixed.push(next);
  }
  return mixed;
}

function everythingIn(histories: readonly (readonly RecordedEvent[])[]): BatchScope {
  const events = histories.flat();
  const keys = new Map(
    events.flatMap(({ ownerId, event }) =>
      'keyId' in event ? [[event.keyId, { ownerId, keyId: event.keyId }] as const] : [],
    ),
  );
  return { ownerIds: [...new Set(events.map(({ ownerId }) => ownerId))], keys: [...keys.values()] };
}

function inOrder({ owners, credentials }: Documents): Documents {
  return {
    owners: [...owners].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1)),
    credentials: [...credentials].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
}
