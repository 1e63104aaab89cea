import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnreadableStream } from '#event-store';
import { HttpSide } from './testing/http-side.js';

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

async function everybody(names: readonly string[]): Promise<void> {
  for (const name of names) await side.as(name).get('/v1/me');
}

describe('the list of members', () => {
  it('shows role, activation and keys in force, to managers and services', async () => {
    await side.as('ann').create({ name: 'Feed', scope: 'read-only' });
    await side.as('bob', { role: 'viewer' }).create({ name: 'Feed', scope: 'read-only' });
    const adam = side.as('adam', { role: 'administrator' });
    await adam.put('/v1/members/bob', { active: false });
    await side.asService().put('/v1/members/olga?orgId=acme', { role: 'owner' });
    await side.asService().put('/v1/members/eve?orgId=other', { role: 'owner' });
    const { body } = await adam.get('/v1/members');
    expect(body).toEqual({
      members: [
        { userId: 'adam', role: 'administrator', active: true, keys: 0 },
        { userId: 'ann', role: 'analyst', active: true, keys: 1 },
        { userId: 'bob', role: 'viewer', active: false, keys: 0 },
        { userId: 'olga', role: 'owner', active: true, keys: 0 },
      ],
      nextCursor: null,
    });
    expect((await side.asService().get('/v1/members?orgId=acme')).body).toEqual(body);
  });

  it('comes in pages, and can be searched by a part of the id, as the token has it', async () => {
    await everybody(['ann', 'ann+keys', 'bob', 'Hannah', 'zoe']);
    const adam = side.as('adam', { role: 'administrator' });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await adam.get(
        `/v1/members?search=AN&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...body.members.map(({ userId }) => userId));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(['Hannah', 'ann', 'ann+keys']);
    expect((await adam.get('/v1/members?search=%2Bkeys')).body.members.map(({ userId }) => userId)).toEqual([
      'ann+keys',
    ]);
    expect((await adam.get('/v1/members?search=nobody')).body).toEqual({ members: [], nextCursor: null });
    expect((await adam.get('/v1/members?limit=3')).body).toMatchObject({
      members: [{ userId: 'Hannah' }, { userId: 'adam' }, { userId: 'ann' }],
      nextCursor: 'ann',
    });
  });

  it('shows a member whose events cannot be read as one for whom nothing works, and the others as they are', async () => {
    await side.as('ann').create({ name: 'Feed', scope: 'read-only' });
    const { store } = side;
    const read = store.read.bind(store);
    store.read = (stream, after) =>
      stream === 'acme/ann' ? Promise.reject(new UnreadableStream('KeyPainted')) : read(stream, after);
    expect((await side.as('adam', { role: 'administrator' }).get('/v1/members')).body.members).toEqual([
      { userId: 'adam', role: 'administrator', active: true, keys: 0 },
      { userId: 'ann', role: null, active: false, keys: 0 },
    ]);
  });

  it.each<[string, () => ReturnType<HttpSide['as']>, string, number, string]>([
    ['another member', () => side.as('ann'), '', 403, 'forbidden'],
    ['an owner of another organisation', () => side.as('olga', { role: 'owner' }), '?orgId=other', 403, 'forbidden'],
    ['a service that names no organisation', () => side.asService(), '', 400, 'invalid-request'],
    ['a cursor that is none', () => side.as('olga', { role: 'owner' }), '?cursor=%20', 400, 'invalid-request'],
  ])('is refused to %s', async (_, caller, query, status, code) => {
    expect(await caller().get(`/v1/members${query}`)).toMatchObject({ status, body: { code } });
  });
});
