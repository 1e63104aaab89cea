import { beforeEach, describe, expect, it } from '@jest/globals';
import { type OwnerContact } from '#contracts';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { type ContactChange, type ContactStore, type KnownContact } from '../ports/contact-store.js';

export interface ContactStoreUnderTest extends DataUnderTest<ContactStore> {
  /** Whether `text` can still be found in what is stored, once every connection is closed. */
  holds(text: string): Promise<boolean>;
}

const ANN = 'acme/ann';

/** Everything the ContactStore port promises. Every adapter runs all of it. */
export function contactStoreContract(name: string, open: () => Promise<ContactStoreUnderTest>): void {
  describe(`contact store: ${name}`, () => {
    const { connect, data } = underTest(open);
    let store: ContactStore;

    const contact = (email: string, more: Partial<OwnerContact> = {}): OwnerContact => ({
      ownerId: ANN,
      email,
      name: null,
      ...more,
    });
    const known = (email: string, more: Partial<KnownContact> = {}): KnownContact => ({
      ...contact(email),
      refused: false,
      ...more,
    });
    const change = (offset: number, to: OwnerContact | null, ownerId = ANN): ContactChange => ({
      ownerId,
      contact: to,
      position: { partition: 2, offset },
    });

    beforeEach(async () => {
      store = await connect();
    });

    it('keeps the newest address of each owner, across connections', async () => {
      await store.save([
        change(1, contact('old@acme.example')),
        change(2, contact('bob@acme.example', { ownerId: 'acme/bob' }), 'acme/bob'),
        change(3, contact('ann@acme.example', { name: 'Ann' })),
      ]);
      await store.close();
      store = await connect();
      expect(await store.find(ANN)).toEqual(known('ann@acme.example', { name: 'Ann' }));
      expect(await store.find('acme/bob')).toMatchObject({ email: 'bob@acme.example' });
      expect(await store.find('acme/nobody')).toBeUndefined();
    });

    it('changes nothing by what comes again or stands before', async () => {
      await store.save([change(7, contact('ann@acme.example'))]);
      await store.save([
        change(7, contact('again@acme.example')),
        change(6, contact('old@acme.example')),
        change(5, null),
      ]);
      expect(await store.find(ANN)).toEqual(known('ann@acme.example'));
    });

    it('forgets an erased address, which no older record brings back', async () => {
      await store.save([change(1, contact('ann@acme.example', { name: 'Ann Example' }))]);
      await store.save([change(2, null)]);
      await store.save([change(1, contact('ann@acme.example'))]);
      expect(await store.find(ANN)).toBeUndefined();
      await store.close();
      expect(await data().holds('ann@acme.example')).toBe(false);
      expect(await data().holds('Ann Example')).toBe(false);
      store = await connect();
    });

    it('marks an address as refused, until another one comes', async () => {
      await store.save([change(1, contact('ann@acme.example'))]);
      await store.refuse(ANN, 'ann@acme.example');
      await store.close();
      store = await connect();
      expect(await store.find(ANN)).toMatchObject({ refused: true });
      await store.save([change(2, contact('ann@acme.example', { name: 'Ann' }))]);
      expect(await store.find(ANN)).toEqual(known('ann@acme.example', { name: 'Ann', refused: true }));
      await store.save([change(3, contact('new@acme.example'))]);
      expect(await store.find(ANN)).toEqual(known('new@acme.example'));
      await store.save([change(4, contact('ann@acme.example'))]);
      expect(await store.find(ANN)).toEqual(known('ann@acme.example'));
    });

    it('forgets the mark with an erased address', async () => {
      await store.save([change(1, contact('ann@acme.example'))]);
      await store.refuse(ANN, 'ann@acme.example');
      await store.save([change(2, null), change(3, contact('ann@acme.example'))]);
      expect(await store.find(ANN)).toEqual(known('ann@acme.example'));
    });

    it('marks no address that has come meanwhile, and nobody who is not known', async () => {
      await store.save([change(1, contact('ann@acme.example')), change(2, contact('new@acme.example'))]);
      await store.refuse(ANN, 'ann@acme.example');
      await store.refuse('acme/nobody', 'ann@acme.example');
      expect(await store.find(ANN)).toEqual(known('new@acme.example'));
      expect(await store.find('acme/nobody')).toBeUndefined();
    });

    it('lets no older token set an address back, wherever its record stands', async () => {
      await store.save([
        change(1, contact('old@acme.example', { tokenIssuedAt: 100 })),
        change(2, contact('new@acme.example', { tokenIssuedAt: 200 })),
        change(3, contact('old@acme.example', { tokenIssuedAt: 150 })),
      ]);
      await store.close();
      store = await connect();
      expect(await store.find(ANN)).toEqual(known('new@acme.example', { tokenIssuedAt: 200 }));
      expect(await store.newestToken(ANN)).toBe(200);
      await store.save([change(3, null)]); // its position counts all the same
      expect(await store.find(ANN)).toBeDefined();
      await store.save([change(4, contact('newest@acme.example', { tokenIssuedAt: 200 }))]);
      expect(await store.find(ANN)).toEqual(known('newest@acme.example', { tokenIssuedAt: 200 }));
    });

    it('lets no older token bring back what was erased, and a newer one does', async () => {
      await store.save([
        change(1, contact('ann@acme.example', { tokenIssuedAt: 200 })),
        change(2, null),
        change(3, contact('ann@acme.example', { tokenIssuedAt: 199 })),
      ]);
      expect([await store.find(ANN), await store.newestToken(ANN), await store.newestToken('acme/nobody')]).toEqual([
        undefined,
        200,
        null,
      ]);
      await store.save([change(4, contact('ann@acme.example', { tokenIssuedAt: 201 }))]);
      expect(await store.find(ANN)).toEqual(known('ann@acme.example', { tokenIssuedAt: 201 }));
    });

    it('takes what has no time of its token by its place alone', async () => {
      await store.save([
        change(1, contact('ann@acme.example', { tokenIssuedAt: 200 })),
        change(2, contact('new@acme.example')),
        change(3, contact('old@acme.example', { tokenIssuedAt: 199 })),
      ]);
      expect(await store.find(ANN)).toMatchObject({ email: 'new@acme.example' });
    });

    it('takes an address again that was erased before', async () => {
      await store.save([
        change(1, contact('ann@acme.example')),
        change(2, null),
        change(3, contact('new@acme.example')),
      ]);
      expect(await store.find(ANN)).toEqual(known('new@acme.example'));
    });
  });
}
