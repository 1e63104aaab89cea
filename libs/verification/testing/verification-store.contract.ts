import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { type ReadModelDocument } from '../domain/differences.js';
import { liveCredentialsByPepper } from '../application/live-credentials.js';
import { newOwner } from '../domain/documents.js';
import { type BatchScope, type Documents, projectBatch, scopeOf } from '../domain/project-batch.js';
import { type ProjectableEvent } from '../domain/projection.js';
import {
  allKeysRevoked,
  ANN,
  AT,
  deactivated,
  digestOf,
  expiryChanged,
  graceEnded,
  keyCreated,
  keyPaused,
  keyResumed,
  keyRevoked,
  keyRotated,
  readable,
  refused,
  roleChanged,
} from '../domain/testing/events.js';
import { ReadModel } from '../domain/testing/read-model.js';
import { type Write } from '../domain/write.js';
import { type VerificationStore } from '../ports/verification-store.js';
import { randomHistory } from './random-histories.js';

const NOW = new Date('2026-01-02T12:00:00.000Z');

/** Everything the VerificationStore port promises. Every adapter runs all of it. */
export function verificationStoreContract(name: string, open: () => Promise<DataUnderTest<VerificationStore>>): void {
  describe(`verification store: ${name}`, () => {
    const { connect } = underTest(open);
    let store: VerificationStore;

    const project = async (events: readonly ProjectableEvent[], through = store): Promise<void> => {
      await through.apply(projectBatch(events, await through.load(scopeOf(events))).writes, {});
    };
    const applyStream = (...events: readonly Parameters<typeof readable>[1][]): Promise<void> =>
      project(events.map((event, index) => readable(index + 1, event)));
    const load = async (scope: BatchScope): Promise<Documents> => inOrder(await store.load(scope));
    const ofAnn = (...keyIds: readonly string[]): BatchScope => ({
      ownerIds: [ANN],
      keys: keyIds.map((keyId) => ({ ownerId: ANN, keyId })),
    });

    beforeEach(async () => {
      store = await connect();
    });

    it('is empty at first', async () => {
      expect(await store.checkpoint()).toEqual({});
      expect(await store.load(ofAnn('k1'))).toEqual({ owners: [], credentials: [] });
      expect(await store.find([digestOf('c1')])).toBeUndefined();
      expect(await store.countParked()).toBe(0);
      expect(await store.livePepperIdsNot([], NOW)).toEqual([]);
    });

    describe('writes', () => {
      it('of every kind come to what the rules say, with every member', async () => {
        await applyStream(
          roleChanged('analyst'),
          keyCreated({ scope: 'read-write', mode: 'test', expiresAt: '2027-01-01T00:00:00Z' }),
          keyRotated(),
          graceEnded('c1'),
          keyRevoked(),
          keyCreated({ keyId: 'k2', credentialId: 'c9' }),
          allKeysRevoked,
          deactivated,
        );
        const common = { pepperId: 'p1', ownerId: ANN };
        const ofFirst = {
          ...common,
          keyId: 'k1',
          scope: 'read-write',
          mode: 'test',
          expiresAt: '2027-01-01T00:00:00.000Z',
          revokedAt: AT,
          paused: false,
          version: 5,
        };
        expect(await load(ofAnn('k1', 'k2'))).toEqual({
          owners: [{ ownerId: ANN, role: 'analyst', active: false, keysRevokedAt: 7, version: 8, parked: null }],
          credentials: [
            {
              ...ofFirst,
              digest: digestOf('c1'),
              credentialId: 'c1',
              activeUntil: AT,
              graceEnded: true,
              issuedVersion: 2,
            },
            {
              ...ofFirst,
              digest: digestOf('c2'),
              credentialId: 'c2',
              activeUntil: null,
              graceEnded: false,
              issuedVersion: 3,
            },
            {
              ...common,
              digest: digestOf('c9'),
              credentialId: 'c9',
              keyId: 'k2',
              scope: 'read-only',
              mode: 'live',
              expiresAt: null,
              activeUntil: null,
              graceEnded: false,
              revokedAt: null,
              paused: false,
              issuedVersion: 6,
              version: 6,
            },
          ],
        });
      });

      it('of a pause and of another expiry reach every credential of the key, and are taken back', async () => {
        await applyStream(
          roleChanged('analyst'),
          keyCreated(),
          keyRotated(),
          keyPaused(),
          expiryChanged('2026-01-02T18:00:00Z'),
        );
        const at = '2026-01-02T18:00:00.000Z';
        expect(await load(ofAnn('k1'))).toMatchObject({
          credentials: [
            { paused: true, expiresAt: at, activeUntil: at, version: 5 },
            { paused: true, expiresAt: at, activeUntil: null, version: 5 },
          ],
        });
        expect((await store.find([digestOf('c2')]))?.credential).toMatchObject({ paused: true, expiresAt: at });
        await project([readable(6, keyResumed()), readable(7, expiryChanged(null))]);
        expect(await load(ofAnn('k1'))).toMatchObject({
          credentials: [
            { paused: false, expiresAt: null, activeUntil: at },
            { paused: false, expiresAt: null, activeUntil: null },
          ],
        });
      });

      it('are held off one by one by the version of their own document, and by no other’s', async () => {
        await applyStream(roleChanged('viewer'), keyCreated(), keyRotated());
        const change = (digest: string, version: number): Write => ({
          kind: 'change',
          digest,
          version,
          changes: { revokedAt: AT },
        });
        const advance = (version: number): Write => ({
          kind: 'advance',
          ownerId: ANN,
          version,
          changes: { role: 'owner' },
        });
        await store.apply(
          [change(digestOf('c1'), 3), advance(2), { kind: 'park', ownerId: ANN, version: 3, reason: 'late' }],
          {},
        );
        expect(await load(ofAnn('k1'))).toMatchObject({
          owners: [{ role: 'viewer', version: 3, parked: null }],
          credentials: [{ revokedAt: null }, { revokedAt: null }],
        });
        await store.apply([advance(9), change(digestOf('c1'), 4), change(digestOf('c2'), 3)], {});
        expect(await load(ofAnn('k1'))).toMatchObject({
          owners: [{ role: 'owner', version: 9 }],
          credentials: [
            { credentialId: 'c1', revokedAt: AT, version: 4 },
            { credentialId: 'c2', revokedAt: null },
          ],
        });
      });

      it('issue a digest once: what is there stays', async () => {
        await applyStream(keyCreated(), keyRevoked());
        await project([readable(1, keyCreated()), readable(1, keyCreated(), { ownerId: 'acme/eve' })]);
        expect((await store.find([digestOf('c1')]))?.credential).toMatchObject({ ownerId: ANN, revokedAt: AT });
      });

      it('change no credential that is not there', async () => {
        await store.apply([{ kind: 'change', digest: digestOf('c1'), version: 1, changes: { graceEnded: true } }], {});
        expect(await store.find([digestOf('c1')])).toBeUndefined();
      });

      it('park an owner with the first reason and the highest version seen, until that is applied', async () => {
        const park = (version: number, reason: string): Write => ({ kind: 'park', ownerId: ANN, version, reason });
        await applyStream(roleChanged('viewer'));
        await store.apply([park(4, 'first'), park(3, 'second')], {});
        expect(await load(ofAnn())).toMatchObject({
          owners: [{ role: 'viewer', version: 1, parked: { reason: 'first', seenVersion: 4 } }],
        });
        expect(await store.countParked()).toBe(1);
        await store.apply(
          [2, 3].map((version) => ({ kind: 'advance', ownerId: ANN, version, changes: {} })),
          {},
        );
        expect(await load(ofAnn())).toMatchObject({ owners: [{ version: 3, parked: { seenVersion: 4 } }] });
        await store.apply([{ kind: 'advance', ownerId: ANN, version: 4, changes: {} }], {});
        expect(await load(ofAnn())).toMatchObject({ owners: [{ version: 4, parked: null }] });
        expect(await store.countParked()).toBe(0);
      });

      it('park an owner of whom nothing was known', async () => {
        await project([refused(3)]);
        expect(await load(ofAnn())).toEqual({
          owners: [
            { ...newOwner(ANN), parked: { reason: 'unknown here: KeyLent in schema version 1', seenVersion: 3 } },
          ],
          credentials: [],
        });
      });

      it('come to the same from any number of connections at once, again and again', async () => {
        await fc.assert(
          fc.asyncProperty(fc.nat(), async (seed) => {
            const ownerId = `acme/${String(seed)}`;
            const events = randomHistory({ ownerId, seed, length: 25 }).map((recorded): ProjectableEvent => ({
              outcome: 'event',
              recorded,
            }));
            const replicas = await Promise.all([connect(), connect(), connect()]);
            await Promise.all(
              replicas.map(async (replica, index) => {
                const size = index + 1;
                for (let at = 0; at < events.length; at += size) await project(events.slice(at, at + size), replica);
                await project(events.slice(index * 5), replica);
              }),
            );
            expect(await load(scopeOf(events))).toEqual(new ReadModel().apply(events).documents);
          }),
          { numRuns: 10 },
        );
      }, 30_000);
    });

    describe('the checkpoint', () => {
      it('moves partition by partition, and never back', async () => {
        await store.apply([], { 0: 5, 3: 7 });
        await store.apply([], { 0: 4, 3: 9 });
        expect(await store.checkpoint()).toEqual({ 0: 5, 3: 9 });
      });

      it('and what it stands for are there after a restart', async () => {
        await store.apply([{ kind: 'advance', ownerId: ANN, version: 1, changes: { role: 'owner' } }], { 0: 0 });
        await store.close();
        store = await connect();
        expect(await store.checkpoint()).toEqual({ 0: 0 });
        expect(await load(ofAnn())).toMatchObject({ owners: [{ role: 'owner', version: 1 }] });
      });
    });

    describe('reads', () => {
      it('find a credential by any of its possible digests, with its owner', async () => {
        await applyStream(roleChanged('viewer'), keyCreated());
        expect(await store.find([digestOf('none'), digestOf('c1')])).toMatchObject({
          credential: { credentialId: 'c1' },
          owner: { role: 'viewer', version: 2 },
        });
        expect(await store.find([digestOf('none')])).toBeUndefined();
      });

      it('find a credential whose owner is not written yet', async () => {
        const [issue] = projectBatch([readable(1, keyCreated())], { owners: [], credentials: [] }).writes;
        await store.apply(issue === undefined ? [] : [issue], {});
        expect(await store.find([digestOf('c1')])).toMatchObject({
          credential: { credentialId: 'c1' },
          owner: undefined,
        });
      });

      it('load exactly the owners and keys that were asked for', async () => {
        await applyStream(keyCreated(), keyRotated(), keyCreated({ keyId: 'k2', credentialId: 'c9' }));
        await project([readable(1, keyCreated({ credentialId: 'bobs' }), { ownerId: 'acme/bob' })]);
        const documents = await load(ofAnn('k1'));
        expect(documents.owners.map(({ ownerId }) => ownerId)).toEqual([ANN]);
        expect(documents.credentials.map(({ credentialId }) => credentialId)).toEqual(['c1', 'c2']);
      });

      it('list every document, credentials before owners, each kind in the order of its ids', async () => {
        const ownerIds = Array.from(
          { length: 1001 },
          (_, index) => `acme/${index % 2 === 0 ? 'U' : 'u'}-${String(index).padStart(4, '0')}`,
        );
        await project(
          ownerIds.map((ownerId) => readable(1, keyCreated({ credentialId: ownerId.slice(-4) }), { ownerId })),
        );
        const documents: ReadModelDocument[] = [];
        for await (const document of store.documents()) documents.push(document);
        const credentials = documents.flatMap((document) =>
          document.kind === 'credential' ? [document.credential] : [],
        );
        expect(documents.map(({ kind }) => kind)).toEqual([
          ...credentials.map(() => 'credential'),
          ...ownerIds.map(() => 'owner'),
        ]);
        expect(credentials.map(({ digest }) => digest)).toEqual(
          ownerIds.map((ownerId) => digestOf(ownerId.slice(-4))).sort(),
        );
        expect(credentials[0]).toEqual((await store.find([digestOf('0000')]))?.credential);
        const owners = documents.flatMap((document) => (document.kind === 'owner' ? [document.owner] : []));
        expect(owners.map(({ ownerId }) => ownerId)).toEqual([...ownerIds].sort());
        expect(owners[0]).toEqual((await store.load({ ownerIds: ['acme/U-0000'], keys: [] })).owners[0]);
      });

      it('name the peppers that credentials still need', async () => {
        const created = (keyId: string, expiresAt: string | null = null) =>
          keyCreated({ keyId, credentialId: keyId, pepperId: `p-${keyId}`, expiresAt });
        await applyStream(
          created('before'),
          allKeysRevoked,
          created('live'),
          created('revoked'),
          keyRevoked('revoked'),
          created('expired', NOW.toISOString()),
          created('expiring', '2026-01-02T12:00:00.001Z'),
          created('rotated'),
          keyRotated({ keyId: 'rotated', retires: 'rotated', credentialId: 'r2', graceEndsAt: NOW.toISOString() }),
          created('graced'),
          keyRotated({ keyId: 'graced', retires: 'graced', credentialId: 'g2' }),
        );
        await project([
          readable(1, keyCreated({ keyId: 'bobs', credentialId: 'bobs', pepperId: 'p-parked' }), {
            ownerId: 'acme/bob',
          }),
          readable(3, deactivated, { ownerId: 'acme/bob' }),
        ]);
        expect(await store.livePepperIdsNot([], NOW)).toEqual(['p-expiring', 'p-graced', 'p-live', 'p-parked', 'p1']);
        expect(await store.livePepperIdsNot(['p1', 'p-live', 'p-other'], NOW)).toEqual([
          'p-expiring',
          'p-graced',
          'p-parked',
        ]);
        expect([...(await liveCredentialsByPepper(store.documents(), NOW))]).toEqual([
          ['p-expiring', 1],
          ['p-graced', 1],
          ['p-live', 1],
          ['p-parked', 1],
          ['p1', 2],
        ]);
      });
    });

    it('rejects what comes after it was closed', async () => {
      await store.close();
      await expect(store.checkpoint()).rejects.toThrow();
    });
  });
}

function inOrder({ owners, credentials }: Documents): Documents {
  return {
    owners: [...owners].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1)),
    credentials: [...credentials].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
}
