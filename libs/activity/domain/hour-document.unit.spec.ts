import { describe, expect, it } from '@jest/globals';
import { count, latest, ms, usage } from '../testing/samples.js';
import { additionsOf, lastUsesOf } from './hour-document.js';

describe('what a usage record adds', () => {
  const record = usage({
    sequence: 5,
    counts: [
      count({ minute: 3, accepted: 2, denied: 1 }),
      count({ minute: 4, route: null, accepted: 4 }),
      count({ minute: 3, credentialId: 'c2', denied: 7, accepted: 0 }),
    ],
  });

  it('are its minutes, and their sums by credential', () => {
    expect(additionsOf(record, 0)).toEqual({
      minutes: [
        {
          keyId: 'k1',
          credentialId: 'c1',
          at: ms('2026-01-05T09:03Z'),
          route: '/api/reports/{id}',
          accepted: 2,
          denied: 1,
        },
        { keyId: 'k1', credentialId: 'c1', at: ms('2026-01-05T09:04Z'), route: null, accepted: 4, denied: 0 },
        {
          keyId: 'k1',
          credentialId: 'c2',
          at: ms('2026-01-05T09:03Z'),
          route: '/api/reports/{id}',
          accepted: 0,
          denied: 7,
        },
      ],
      hour: [
        { keyId: 'k1', credentialId: 'c1', at: ms('2026-01-05T09:00Z'), accepted: 6, denied: 1 },
        { keyId: 'k1', credentialId: 'c2', at: ms('2026-01-05T09:00Z'), accepted: 0, denied: 7 },
      ],
    });
  });

  it('is nothing when its hour has this flush of its counter or a later one', () => {
    expect(additionsOf(record, 4)).not.toBeNull();
    expect(additionsOf(record, 5)).toBeNull();
    expect(additionsOf(record, 6)).toBeNull();
  });
});

describe('the last uses that a record holds', () => {
  it('are one for each credential: the latest request, and the latest with an endpoint', () => {
    expect(
      lastUsesOf(
        usage({
          latest: [
            latest('2026-01-05T09:20Z', null),
            latest('2026-01-05T09:10Z', '/known'),
            latest('2026-01-05T09:00Z', null, 'c2'),
          ],
        }),
      ),
    ).toEqual([
      {
        keyId: 'k1',
        credentialId: 'c1',
        at: ms('2026-01-05T09:20Z'),
        endpoint: { at: ms('2026-01-05T09:10Z'), method: 'GET', path: '/known' },
      },
      { keyId: 'k1', credentialId: 'c2', at: ms('2026-01-05T09:00Z'), endpoint: null },
    ]);
  });
});
