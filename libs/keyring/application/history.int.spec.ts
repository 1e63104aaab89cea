import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { KEYRING_EVENTS, type RecordedEvent, type Role } from '#contracts';
import { seededRandom, wholeNumber } from '../../../test/kit/seeded-random.js';
import { type HistoryEntry } from '../domain/key-history.js';
import { GetKeyHistoryHandler, GetKeyHistoryQuery } from './get-key-history.js';
import { GetMemberHistoryHandler, GetMemberHistoryQuery } from './get-member-history.js';
import { type HistoryPage } from './history-page.js';
import { appendAll, randomStream } from './testing/random-stream.js';
import { user, WriteSide } from './testing/write-side.js';

const ann = user('ann');
const HOST = { kind: 'service', service: 'host' } as const;
const seed = randomInt(2 ** 31);
const random = seededRandom(seed);

let side: WriteSide;

beforeEach(() => {
  side = new WriteSide();
});
afterEach(() => side.close());

/** Which events of a whole stream belong in the history of the key. */
function inKeyHistory(keyId: string, stream: readonly RecordedEvent[]): readonly RecordedEvent[] {
  let state: 'unborn' | 'issued' | 'revoked' = 'unborn';
  return withoutRepeatedRoles(stream).filter(({ event }) => {
    const concerns =
      'keyId' in event ? event.keyId === keyId : KEYRING_EVENTS[event.type].changesAccess && state === 'issued';
    if (!concerns) return false;
    if (event.type === 'KeyCreated') state = 'issued';
    if (event.type === 'KeyRevoked' || event.type === 'AllKeysRevoked') state = 'revoked';
    return true;
  });
}

function inMemberHistory(stream: readonly RecordedEvent[]): readonly RecordedEvent[] {
  return withoutRepeatedRoles(stream).filter(({ event }) => KEYRING_EVENTS[event.type].changesAccess);
}

function withoutRepeatedRoles(stream: readonly RecordedEvent[]): readonly RecordedEvent[] {
  let role: Role | null = null;
  return stream.filter(({ event }) => {
    if (event.type !== 'OwnerRoleChanged') return true;
    const isNew = event.role !== role;
    role = event.role;
    return isNew;
  });
}

async function wholeStream(): Promise<readonly RecordedEvent[]> {
  return (await side.store.read(ann.ownerId, 0)).flatMap(({ events }) => events);
}

async function allPages(page: (cursor: string | undefined) => Promise<HistoryPage>): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let cursor: string | undefined; ;) {
    const { events, nextCursor } = await page(cursor);
    entries.push(...events);
    if (nextCursor === null) return entries;
    cursor = nextCursor;
  }
}

const shown = (entries: readonly { readonly at: string; readonly type: string }[]) =>
  entries.map(({ at, type }) => `${at} ${type}`);
const shownOf = (events: readonly RecordedEvent[]) => shown(events.map(({ at, event: { type } }) => ({ at, type })));

describe(`the pages of a history, put together (seed ${String(seed)})`, () => {
  beforeEach(async () => {
    const commits = randomStream(random, 400).map((events) =>
      events.filter(({ event }) => event.type !== 'OwnerDeactivated'),
    );
    await appendAll(
      side.store,
      ann.ownerId,
      0,
      commits.filter(({ length }) => length > 0),
    );
  });

  it('of a key, are all that happened to it, whether its keyring comes from events or from a snapshot', async () => {
    const stream = await wholeStream();
    const created = stream.flatMap(({ event }) => (event.type === 'KeyCreated' ? [event.keyId] : []));
    expect(created.length).toBeGreaterThan(10);
    for (const process of [side.process(), side.process()]) {
      const handler = new GetKeyHistoryHandler(process.keyrings);
      for (const keyId of created) {
        const limit = wholeNumber(random, 1, 12);
        const entries = await allPages((cursor) =>
          handler.execute(new GetKeyHistoryQuery(ann, keyId, { limit, cursor })),
        );
        expect(shown(entries)).toEqual(shownOf(inKeyHistory(keyId, stream)));
      }
      await new Promise(setImmediate); // the snapshot is saved in between
    }
  });

  it('of a member, are all that changed access', async () => {
    const { keyrings, access } = side.process();
    const handler = new GetMemberHistoryHandler(access, keyrings);
    const entries = await allPages((cursor) =>
      handler.execute(new GetMemberHistoryQuery(HOST, { userId: ann.userId, orgId: ann.orgId }, { limit: 7, cursor })),
    );
    expect(shown(entries)).toEqual(shownOf(inMemberHistory(await wholeStream())));
  });

  it('are read one by one: a page reads the commits of its own events', async () => {
    const asked: number[] = [];
    const { keyrings } = side.process({
      store: {
        commitsAt: (stream, firstVersions) => {
          asked.push(firstVersions.length);
          return side.store.commitsAt(stream, firstVersions);
        },
      },
    });
    const handler = new GetKeyHistoryHandler(keyrings);
    await handler.execute(new GetKeyHistoryQuery(ann, 'k1', { limit: 3, cursor: undefined }));
    expect(asked).toEqual([3]);
  });

  it('need a cursor of theirs', async () => {
    const handler = new GetKeyHistoryHandler(side.process().keyrings);
    await expect(
      handler.execute(new GetKeyHistoryQuery(ann, 'k1', { limit: 3, cursor: '999999' })),
    ).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
