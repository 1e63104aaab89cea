import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KEYRING_EVENTS } from '#contracts';
import { fold } from '../../domain/evolve.js';
import { emptyKeyring } from '../../domain/keyring.js';
import { seededRandom } from '../../../../test/kit/seeded-random.js';
import { continued, emptyLoaded } from '../loaded-keyring.js';
import { randomStream } from '../testing/random-stream.js';
import { decodeKeyring, encodeKeyring, encodeKeyringInTurns } from './keyring-codec.js';
import { PROBES } from './probe.js';
import { SNAPSHOT_FORMAT } from './snapshot-format.js';

const OWNER = 'probe/owner';

describe('the format of snapshots', () => {
  const happened = PROBES.flatMap((commits) => commits.flatMap(({ events }) => events));

  it('is made from events of every type', () => {
    expect([...new Set(happened.map(({ event }) => event.type))].sort()).toEqual(Object.keys(KEYRING_EVENTS).sort());
  });

  it('depends on each of them', () => {
    for (const commits of PROBES) {
      const events = commits.flatMap((commit) => commit.events);
      for (const [place, { event, version }] of events.entries()) {
        const before = fold(emptyKeyring, events.slice(0, place));
        const after = fold(before, events.slice(place, place + 1));
        expect([version, event.type, after.owner, after.keys]).not.toEqual([
          version,
          event.type,
          before.owner,
          before.keys,
        ]);
      }
    }
  });

  /**
   * What 2,000 random commits fold to. When this fails, look at the format: if it is another one, too, write both down
   * here. If it is not, a snapshot of the build before would be read by this one: add to the probes what now folds
   * otherwise, so that the format changes.
   */
  it('changes with what events fold to', async () => {
    const commits = randomStream(seededRandom(42), 2000).map((events, n) => ({ events, version: n + 1 }));
    let loaded = emptyLoaded();
    let version = 0;
    for (const { events } of commits) {
      const firstVersion = version + 1;
      version += events.length;
      const recorded = events.map((event, place) => ({ ownerId: OWNER, version: firstVersion + place, ...event }));
      const commit = { stream: OWNER, firstVersion, lastVersion: version, events: recorded };
      loaded = continued(loaded, [{ ...commit, commandId: String(version), fingerprint: null, position: null }]);
    }
    const content = encodeKeyring(OWNER, loaded);
    expect(await decodeKeyring(OWNER, content)).toEqual(loaded);
    expect({ format: SNAPSHOT_FORMAT, content: createHash('sha256').update(content).digest('base64url') }).toEqual({
      format: '22nAJ9owbK-0v6R-nxU9CpLdpF6fewAumOzaaWKUxWg',
      content: 'N3bVi4YMKdTV-TwtH5zpwHMrDpr6AyB28oIHJ1K4Tms',
    });
  });
});

it('a snapshot that is written in turns is of the moment when it was begun, whatever happens meanwhile', async () => {
  const random = seededRandom(7);
  const commits = randomStream(random, 3000);
  let loaded = emptyLoaded();
  const goOn = (to: number) => {
    for (const events of commits.slice(done, to)) {
      const firstVersion = loaded.version + 1;
      const lastVersion = loaded.version + events.length;
      const recorded = events.map((event, place) => ({ ownerId: OWNER, version: firstVersion + place, ...event }));
      const commit = { stream: OWNER, firstVersion, lastVersion, events: recorded };
      loaded = continued(loaded, [{ ...commit, commandId: String(lastVersion), fingerprint: null, position: null }]);
    }
    done = to;
  };
  let done = 0;
  goOn(2500);
  expect(loaded.keyring.keys.length).toBeGreaterThan(250);
  const expected = encodeKeyring(OWNER, loaded);
  const writing = encodeKeyringInTurns(OWNER, loaded);
  goOn(3000);
  expect(await writing).toBe(expected);
});
