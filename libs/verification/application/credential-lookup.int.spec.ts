import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyringEvent, type RecordedEvent } from '#contracts';
import { parsePeppers } from '#key-secret';
import { SqliteVerificationStore } from '../adapters/sqlite/sqlite-verification-store.js';
import { projectBatch, scopeOf } from '../domain/project-batch.js';
import { type ProjectableEvent } from '../domain/projection.js';
import {
  allKeysRevoked,
  ANN,
  keyCreated,
  keyRevoked,
  readable,
  refused,
  roleChanged,
} from '../domain/testing/events.js';
import { type StoredCredential, type VerificationStore } from '../ports/verification-store.js';
import { GatedReads } from '../testing/gated-store.js';
import { newSecret, PEPPERS } from '../testing/verification-system.js';
import { CredentialCache } from './credential-cache.js';
import { CredentialLookup } from './credential-lookup.js';

const { secret, credential } = newSecret('c1');
const created = keyCreated({ credential });

let store: VerificationStore;
let reads: GatedReads;
let cache: CredentialCache;
let lookup: CredentialLookup;

beforeEach(() => {
  store = SqliteVerificationStore.open(':memory:');
  reads = new GatedReads(store);
  cache = new CredentialCache(10);
  lookup = new CredentialLookup({ cache, store: reads, peppers: PEPPERS });
});
afterEach(() => store.close());

/** As the replica does it: first the store, then the cache. */
async function happen(...events: readonly ProjectableEvent[]): Promise<void> {
  const projected = projectBatch(events, await store.load(scopeOf(events)));
  await store.apply(projected.writes, {});
  cache.apply(projected);
}
const stream = (...events: readonly KeyringEvent[]) => events.map((event, index) => readable(index + 1, event));
const held = async (count: number): Promise<void> => {
  while (reads.held.length < count) await new Promise(setImmediate);
};
const ask = (key = secret): Promise<StoredCredential | undefined> => Promise.resolve(lookup.find(key));
/** What the cache returns without waiting. */
const remembered = (key = secret) => {
  const found = lookup.find(key);
  return found instanceof Promise ? 'asks the store' : found;
};

describe('a cached credential', () => {
  beforeEach(async () => {
    await happen(...stream(roleChanged('analyst'), created));
    reads.isOpen = true;
    await ask();
  });

  it('is answered without waiting, and follows every event', async () => {
    expect(remembered()).toMatchObject({
      credential: { credentialId: 'c1', revokedAt: null },
      owner: { role: 'analyst' },
    });
    await happen(readable(3, roleChanged('viewer')), readable(4, keyRevoked()));
    expect(remembered()).toMatchObject({
      credential: { revokedAt: expect.any(String) },
      owner: { role: 'viewer', version: 4 },
    });
    expect(reads.reads).toBe(1);
  });

  it('follows an event that parks its owner', async () => {
    await happen(readable(4, roleChanged('viewer')));
    expect(await ask()).toMatchObject({ owner: { role: 'analyst', parked: { seenVersion: 4 } } });
  });

  it('is read again after an event that cannot be read, although another replica has parked the owner and gone on', async () => {
    const whole = [readable(3, allKeysRevoked), readable(4, roleChanged('viewer'))];
    // the other replica has read the republished stream
    await store.apply(projectBatch(whole, await store.load(scopeOf(whole))).writes, {});
    await happen(refused(3));
    expect(remembered()).toBe('asks the store');
    expect(await ask()).toMatchObject({ owner: { keysRevokedAt: 3, version: 4 } });
  });

  it('is forgotten when its owner’s events leave out a version that it has not seen', async () => {
    const ahead = [readable(3, allKeysRevoked)];
    await store.apply(projectBatch(ahead, await store.load(scopeOf(ahead))).writes, {});
    await happen(readable(4, roleChanged('viewer')));
    expect(await ask()).toMatchObject({ owner: { keysRevokedAt: 3, role: 'viewer', version: 4 } });
  });
});

describe('an owner who is forgotten', () => {
  it('is forgotten with all of their credentials, also once one of them was read again', async () => {
    const [two, bob] = [newSecret('c2'), newSecret('c3')];
    await happen(...stream(roleChanged('analyst'), created, { ...created, keyId: 'k2', credential: two.credential }));
    await happen(readable(1, { ...created, keyId: 'k3', credential: bob.credential }, { ownerId: 'acme/bob' }));
    reads.isOpen = true;
    for (const each of [secret, two.secret, bob.secret]) await ask(each);
    await happen(refused(4));
    await ask();
    expect(remembered()).toMatchObject({ owner: { parked: expect.anything() } });
    expect(remembered(two.secret)).toBe('asks the store');
    expect(remembered(bob.secret)).toMatchObject({ credential: { credentialId: 'c3' } });
  });
});

describe('an absent key', () => {
  it('is remembered, until it is created', async () => {
    reads.isOpen = true;
    expect(await ask()).toBeUndefined();
    expect(remembered()).toBeUndefined();
    expect(reads.reads).toBe(1);
    await happen(...stream(roleChanged('analyst'), created));
    expect(await ask()).toMatchObject({ credential: { credentialId: 'c1' } });
  });

  it('cannot evict a real one, however many there are', async () => {
    reads.isOpen = true;
    await happen(...stream(roleChanged('analyst'), created));
    await ask();
    for (let n = 0; n < 50; n++) await ask(newSecret(`none-${String(n)}`).secret);
    expect(remembered()).toMatchObject({ credential: { credentialId: 'c1' } });
  });
});

describe('a read of the store', () => {
  it('is shared by all who ask meanwhile', async () => {
    await happen(...stream(roleChanged('analyst'), created));
    const answers = Promise.all([ask(), ask(), ask()]);
    await held(1);
    reads.open();
    expect(await answers).toEqual(
      Array(3).fill(expect.objectContaining({ credential: expect.objectContaining({ credentialId: 'c1' }) })),
    );
    expect(reads.reads).toBe(1);
  });

  it.each<[string, RecordedEvent['event'], object]>([
    ['its key', keyRevoked(), { credential: { revokedAt: expect.any(String) } }],
    ['its owner', allKeysRevoked, { owner: { keysRevokedAt: 3 } }],
  ])('that an event about %s overtook is neither answered from nor cached', async (_, event, after) => {
    await happen(...stream(roleChanged('analyst'), created));
    const waiting = [ask(), ask()];
    await held(1);
    await happen(readable(3, event));
    reads.held.shift()?.release();
    await held(1);
    reads.open();
    for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject(after);
    expect(remembered()).toMatchObject(after);
    expect(reads.reads).toBe(2);
  });

  it('that found nothing is overtaken by the creation of the key', async () => {
    const waiting = ask();
    await held(1);
    await happen(...stream(roleChanged('analyst'), created));
    reads.open();
    expect(await waiting).toMatchObject({ credential: { credentialId: 'c1' } });
  });

  it('that an event of somebody else came during is kept', async () => {
    await happen(...stream(roleChanged('analyst'), created));
    const waiting = ask();
    await held(1);
    await happen(readable(1, roleChanged('viewer'), { ownerId: 'acme/bob' }));
    reads.open();
    expect(await waiting).toMatchObject({ owner: { ownerId: ANN } });
    expect(reads.reads).toBe(1);
  });

  it('that began before an event is joined by nobody who asks after it', async () => {
    await happen(...stream(roleChanged('analyst'), created));
    const before = ask();
    await held(1);
    await happen(readable(3, keyRevoked()));
    const after = ask();
    await held(2);
    expect(reads.reads).toBe(2);
    reads.held[1]?.release();
    expect(await after).toMatchObject({ credential: { revokedAt: expect.any(String) } });
    reads.open();
    expect(await before).toMatchObject({ credential: { revokedAt: expect.any(String) } });
  });

  it('that fails is rejected for all who wait, and asked again by the next', async () => {
    await happen(...stream(roleChanged('analyst'), created));
    const waiting = Promise.allSettled([ask(), ask()]);
    await held(1);
    reads.held.shift()?.fail(new Error('the store is away'));
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    reads.open();
    expect(await ask()).toMatchObject({ credential: { credentialId: 'c1' } });
  });

  it('finds a key that was issued under an earlier pepper', async () => {
    const [p0] = PEPPERS.earlierDigests(secret);
    if (p0 === undefined) throw new Error('no earlier pepper');
    await happen(...stream(roleChanged('analyst'), { ...created, credential: { ...credential, ...p0 } }));
    reads.isOpen = true;
    expect(await ask()).toMatchObject({ credential: { pepperId: 'p0' } });
    expect(remembered()).toMatchObject({ credential: { pepperId: 'p0' } });
    const newer = parsePeppers(`p2:${Buffer.alloc(32, 3).toString('base64')}`);
    expect(
      await new CredentialLookup({ cache: new CredentialCache(1), store: reads, peppers: newer }).find(secret),
    ).toBeUndefined();
  });
});
