import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyringEvent, type ProblemCode } from '#contracts';
import { type Caller } from '#user-auth';
import { ownerDeactivated, ownerRoleChanged, roleTold } from '../domain/testing/events.js';
import { user, WriteSide, type WriteProcess } from './testing/write-side.js';

const service: Caller = { kind: 'service', service: 'host-product' };
const bob = { userId: 'bob', orgId: undefined };

let side: WriteSide;
let members: WriteProcess;

beforeEach(() => {
  side = new WriteSide();
  members = side.process();
});
afterEach(() => side.close());

async function happened(ownerId: string, ...events: readonly KeyringEvent[]): Promise<void> {
  await side.store.append(
    ownerId,
    0,
    events.map((event) => ({ event, at: '2026-01-01T00:00:00Z', by: 'service:host-product' })),
    { commandId: ownerId },
  );
}

async function expectRefusal(access: Promise<unknown>, code: ProblemCode): Promise<void> {
  await expect(access).rejects.toMatchObject({ name: 'Problem', code });
}

describe('access to a member', () => {
  it.each(['administrator', 'owner'] as const)('is given to an %s of the same organisation', async (role) => {
    await expect(members.access.to(bob, user('ann', role))).resolves.toEqual({
      ownerId: 'acme/bob',
      requester: { kind: 'manager' },
    });
    await expect(members.access.to({ ...bob, orgId: 'acme' }, user('ann', role))).resolves.toMatchObject({
      ownerId: 'acme/bob',
    });
  });

  it.each(['viewer', 'member', 'analyst'] as const)('is refused to a %s', async (role) => {
    await expectRefusal(members.access.to(bob, user('ann', role)), 'forbidden');
  });

  it('is given by the lesser of the role that is set and the one in the token where members are the authority', async () => {
    const { access } = side.process({ options: { roleSource: 'members' } });
    await happened('acme/ann', roleTold('analyst'));
    await happened('acme/cleo', roleTold('administrator'));
    await expectRefusal(access.to(bob, user('ann', 'administrator', { issuedAt: 2 ** 31 })), 'forbidden');
    await expectRefusal(access.to(bob, user('cleo', 'viewer')), 'forbidden');
    await expect(access.to(bob, user('cleo', 'owner'))).resolves.toMatchObject({ ownerId: 'acme/bob' });
  });

  it('goes by the newer of token and stream where tokens are the authority', async () => {
    await happened('acme/ann', ownerRoleChanged('analyst', 10));
    await expectRefusal(members.access.to(bob, user('ann', 'administrator', { issuedAt: 9 })), 'forbidden');
    await expect(members.access.to(bob, user('ann', 'administrator', { issuedAt: 11 }))).resolves.toMatchObject({
      ownerId: 'acme/bob',
    });
  });

  it('is refused to a deactivated administrator', async () => {
    await happened('acme/ann', ownerRoleChanged('administrator'), ownerDeactivated());
    await expectRefusal(members.access.to(bob, user('ann', 'administrator')), 'owner-inactive');
  });

  it('does not reach into another organisation', async () => {
    await expectRefusal(members.access.to({ userId: 'bob', orgId: 'other' }, user('ann', 'owner')), 'forbidden');
  });

  it('is given to a service that names the organisation', async () => {
    await expect(members.access.to({ userId: 'bob', orgId: 'other' }, service)).resolves.toEqual({
      ownerId: 'other/bob',
      requester: { kind: 'service' },
    });
    await expectRefusal(members.access.to(bob, service), 'invalid-request');
    await expectRefusal(members.access.to({ userId: 'bob', orgId: 'a/b' }, service), 'invalid-request');
  });

  it.each(['', 'a b', 'x'.repeat(256), 'ü'])('is refused for the user id %j', async (userId) => {
    await expectRefusal(members.access.to({ userId, orgId: 'acme' }, service), 'invalid-request');
  });

  it('to oneself is one’s own: the token counts for the role', async () => {
    await expect(
      members.access.to({ userId: 'ann', orgId: undefined }, user('ann', 'administrator', { issuedAt: 7 })),
    ).resolves.toEqual({
      ownerId: 'acme/ann',
      requester: { kind: 'self', token: { role: 'administrator', issuedAt: 7 } },
    });
  });

  it('writes nothing to the stream of who asks', async () => {
    await members.access.to(bob, user('ann', 'owner'));
    await expect(side.store.read('acme/ann', 0)).resolves.toEqual([]);
  });
});
