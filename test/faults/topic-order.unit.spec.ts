import { describe, expect, it } from '@jest/globals';
import { encodeKeyEvent, type IncomingRecord, type KeyringEvent, TOPICS } from '#contracts';
import { type Command } from './history.js';
import { lostCommands, topicContent } from './topic-order.js';

const revoked = (keyId: string): KeyringEvent => ({ type: 'KeyRevoked', keyId, reason: null });
const at = (offset: number, version: number, event = revoked('k'), ownerId = 'acme/ann'): IncomingRecord => ({
  ...encodeKeyEvent({ ownerId, version, at: '2026-01-01T00:00:00.000Z', by: 'user:acme/ann', event }),
  topic: TOPICS.keyEvents.name,
  partition: 0,
  offset,
  timestamp: new Date(0),
});

describe('the checker of key-events', () => {
  it('takes first appearances in order, however often they come again', () => {
    const { streams, repeated, violations } = topicContent([
      at(0, 1),
      at(1, 2),
      at(2, 1),
      at(3, 1, revoked('other'), 'acme/bob'),
      at(4, 2),
      at(5, 3),
    ]);
    expect({ repeated, violations, versions: streams.get('acme/ann')?.map(({ version }) => version) }).toEqual({
      repeated: 2,
      violations: [],
      versions: [1, 2, 3],
    });
  });

  it('finds a version that comes before the one below it, and one that is missing', () => {
    expect(topicContent([at(0, 1), at(1, 3), at(2, 2)]).violations).toEqual(['acme/ann@3 at 0:1 came after 1']);
  });

  it('finds a version that comes back as something else', () => {
    expect(topicContent([at(0, 1), at(1, 1, revoked('other'))]).violations).toEqual([
      'acme/ann@1 at 0:1 is not what it was',
    ]);
  });

  it('finds an acknowledged command that is not there, and asks nothing about one that nobody acknowledged', () => {
    const { streams } = topicContent([at(0, 1)]);
    const revoke = (keyId: string, outcome: Command['outcome']): Command => ({
      action: 'revoke',
      ownerId: 'acme/ann',
      keyId,
      issues: null,
      ends: [],
      invokedAt: 0,
      answeredAt: 1,
      outcome,
    });
    expect(
      lostCommands([revoke('k', 'confirmed'), revoke('l', 'unknown'), revoke('m', 'acknowledged')], streams),
    ).toEqual(['revoke of m by acme/ann']);
  });
});
