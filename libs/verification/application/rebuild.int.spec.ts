import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteVerificationStore } from '../adapters/sqlite/sqlite-verification-store.js';
import { codeOf } from '../domain/judge.js';
import { ANN, AT, digestOf, keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { type VerificationStore } from '../ports/verification-store.js';
import { randomHistory } from '../testing/random-histories.js';
import { newSecret, VerificationSystem } from '../testing/verification-system.js';
import { rebuildReadModel, type Rebuilt } from './rebuild.js';

const { secret, credential } = newSecret('c1');
const created = keyCreated({ credential });

let system: VerificationSystem;
let next: VerificationStore;

beforeEach(() => {
  system = new VerificationSystem();
  next = SqliteVerificationStore.open(':memory:');
});
afterEach(async () => {
  await system.close();
  await next.close();
});

const rebuild = (onProgress?: () => void): Promise<Rebuilt> =>
  rebuildReadModel({
    subscriber: system.log.subscriber,
    live: system.store,
    next,
    roundMs: 20,
    ...(onProgress === undefined ? {} : { onProgress }),
  });

describe('a rebuilt read model', () => {
  it('is the live one again, document by document, whatever has happened', async () => {
    const histories = Array.from({ length: 40 }, (_, seed) =>
      randomHistory({ ownerId: `acme/user-${String(seed)}`, seed, length: 25 }),
    );
    await system.publish(...histories.flat());
    await system.serving();
    const rebuilt = await rebuild();
    expect(rebuilt).toMatchObject({ records: 1000, owners: 40, differences: [] });
    expect(rebuilt.credentials).toBeGreaterThan(40);
    expect(await next.checkpoint()).toEqual(await system.store.checkpoint());
  });

  it('is empty when nothing has happened', async () => {
    expect(await rebuild()).toEqual({ records: 0, credentials: 0, owners: 0, differences: [] });
  });

  it('catches up with what happens meanwhile, and does not call that a difference', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    await system.serving();
    const publishing: Promise<unknown>[] = [];
    const rebuilt = await rebuild(() => {
      if (publishing.length === 0)
        publishing.push(
          system.publish(recordedAs(3, keyRevoked()), recordedAs(1, roleChanged('viewer'), { ownerId: 'acme/bob' })),
        );
    });
    await Promise.all(publishing);
    expect(rebuilt.differences).toEqual([]);
  });

  it('is what a replica goes on from that starts after the switch, while another still answers from the old one', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const before = await system.serving();
    await rebuild();
    await system.publish(recordedAs(3, roleChanged('viewer')));
    const after = await system.serving({ store: next });
    expect(codeOf(await before.verifier.verify(secret, {}))).toBe(codeOf(await after.verifier.verify(secret, {})));
    await system.publish(recordedAs(4, keyRevoked()));
    for (const store of [system.store, next]) {
      const replica = await system.serving({ store });
      expect(codeOf(await replica.verifier.verify(secret, {}))).toBe('revoked');
    }
  });

  it('may be gone on with', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')));
    await rebuild();
    await system.publish(recordedAs(2, created));
    await system.serving();
    expect(await rebuild()).toMatchObject({ records: 1, owners: 1, credentials: 1, differences: [] });
  });
});

describe('what differs', () => {
  beforeEach(async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    await system.serving();
  });

  it('is named, with the members that differ, and never a digest', async () => {
    await system.store.apply(
      [
        { kind: 'change', digest: credential.digest, version: 9, changes: { revokedAt: AT } },
        { kind: 'advance', ownerId: 'acme/ghost', version: 1, changes: {} },
      ],
      {},
    );
    const { differences } = await rebuild();
    expect(differences).toEqual([
      { kind: 'credential', name: `${ANN} k1 c1`, what: 'changed', members: ['revokedAt', 'version'] },
      { kind: 'owner', name: 'acme/ghost', what: 'missing', members: [] },
    ]);
    expect(JSON.stringify(differences)).not.toContain(credential.digest);
  });

  it('is also what the live one has lost', async () => {
    const emptied = SqliteVerificationStore.open(':memory:');
    const { differences } = await rebuildReadModel({
      subscriber: system.log.subscriber,
      live: emptied,
      next,
      rounds: 2,
      roundMs: 1,
    });
    expect(differences.map(({ what, kind }) => `${what} ${kind}`)).toEqual(['added credential', 'added owner']);
    await emptied.close();
  });

  it('is found between documents that both have', async () => {
    await system.store.apply(
      [{ kind: 'issue', credential: { ...(await documentOf(system.store)), digest: digestOf('first') } }],
      {},
    );
    expect(await rebuild()).toMatchObject({
      credentials: 2,
      owners: 1,
      differences: [{ what: 'missing', kind: 'credential' }],
    });
  });
});

async function documentOf(store: VerificationStore) {
  const found = await store.find([credential.digest]);
  if (found === undefined) throw new Error('not stored');
  return found.credential;
}
