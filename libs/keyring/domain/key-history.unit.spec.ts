import { expect, it } from '@jest/globals';
import { type KeyringEvent, type RecordedEvent } from '#contracts';
import { type HistoryEntry, keyHistoryEntry, memberHistoryEntry } from './key-history.js';
import { HistoryPlaces } from './history-places.js';
import {
  allKeysRevoked,
  keyCreated,
  keyRevoked,
  keyRotated,
  ownerDeactivated,
  ownerReactivated,
  ownerRoleChanged,
  ownerSeen,
  reminderSet,
  roleTold,
} from './testing/events.js';
import { iso, START } from './testing/times.js';

function stream(...events: readonly KeyringEvent[]): readonly RecordedEvent[] {
  return events.map((event, i) => ({
    ownerId: 'acme/ann',
    version: i + 1,
    at: iso(START),
    by: 'user:acme/ann',
    event,
  }));
}

type VersionedEntry = HistoryEntry & { readonly version: number };

function keyHistory(keyId: string, events: readonly RecordedEvent[]): readonly VersionedEntry[] {
  return placesIn(events)
    .ofKey(keyId)
    .map((version) => entryAt(version, events, keyHistoryEntry));
}

function memberHistory(events: readonly RecordedEvent[]): readonly VersionedEntry[] {
  return placesIn(events).ofMember.map((version) => entryAt(version, events, memberHistoryEntry));
}

function placesIn(events: readonly RecordedEvent[]): HistoryPlaces {
  const places = new HistoryPlaces();
  for (const event of events) places.add({ firstVersion: event.version, lastVersion: event.version, events: [event] });
  return places;
}

function entryAt(
  version: number,
  events: readonly RecordedEvent[],
  entryOf: (recorded: RecordedEvent) => HistoryEntry,
): VersionedEntry {
  const recorded = events[version - 1];
  if (recorded === undefined) throw new RangeError(`no event of version ${String(version)}`);
  return { ...entryOf(recorded), version };
}

it('a key’s history is what happened to it, oldest first, with who did it', () => {
  const history = keyHistory(
    'k1',
    stream(
      ownerRoleChanged('analyst'),
      keyCreated(),
      keyCreated({ keyId: 'k2' }),
      reminderSet(30),
      keyRotated(),
      ownerDeactivated(),
      keyRevoked({ reason: 'leaked' }),
    ),
  );
  expect(history).toEqual([
    {
      version: 2,
      at: iso(START),
      by: 'user:acme/ann',
      type: 'KeyCreated',
      details: {
        name: 'Weekly Report Script',
        scope: 'read-only',
        mode: 'live',
        expiresAt: null,
        credentialId: 'c1',
        hint: 'claribi_sk_live_c1',
      },
    },
    { version: 4, at: iso(START), by: 'user:acme/ann', type: 'RotationReminderSet', details: { intervalDays: 30 } },
    {
      version: 5,
      at: iso(START),
      by: 'user:acme/ann',
      type: 'KeyRotated',
      details: { credentialId: 'c2', hint: 'claribi_sk_live_c2', retires: 'c1', graceEndsAt: iso('2026-01-02T00:00Z') },
    },
    { version: 6, at: iso(START), by: 'user:acme/ann', type: 'OwnerDeactivated', details: {} },
    { version: 7, at: iso(START), by: 'user:acme/ann', type: 'KeyRevoked', details: { reason: 'leaked' } },
  ]);
});

it('an event about all keys belongs to the history of those it revoked', () => {
  const events = stream(
    keyCreated({ keyId: 'k1' }),
    keyCreated({ keyId: 'k2' }),
    keyRevoked({ keyId: 'k2' }),
    allKeysRevoked(),
    keyCreated({ keyId: 'k3' }),
    allKeysRevoked(),
  );
  const typesOf = (keyId: string) => keyHistory(keyId, events).map(({ type, version }) => `${type}@${String(version)}`);
  expect(typesOf('k1')).toEqual(['KeyCreated@1', 'AllKeysRevoked@4']);
  expect(typesOf('k2')).toEqual(['KeyCreated@2', 'KeyRevoked@3']);
  expect(typesOf('k3')).toEqual(['KeyCreated@5', 'AllKeysRevoked@6']);
});

it('the owner’s changes of role and activation belong to a key’s history from its creation to its revocation', () => {
  const events = stream(
    ownerRoleChanged('analyst', 1),
    keyCreated(),
    ownerRoleChanged('analyst', 2),
    roleTold('viewer', 'service'),
    ownerDeactivated(),
    ownerSeen(),
    ownerReactivated(),
    keyRevoked(),
    roleTold('analyst'),
  );
  expect(keyHistory('k1', events).map(({ version, type, details }) => [version, type, details])).toMatchObject([
    [2, 'KeyCreated', {}],
    [4, 'OwnerRoleChanged', { role: 'viewer', source: 'service' }],
    [5, 'OwnerDeactivated', {}],
    [7, 'OwnerReactivated', {}],
    [8, 'KeyRevoked', {}],
  ]);
});

it('a member’s history is all that changed access: keys by their ids, role and activation, but no role that was only repeated', () => {
  const events = stream(
    ownerRoleChanged('analyst', 1),
    keyCreated(),
    ownerRoleChanged('analyst', 2),
    reminderSet(30),
    keyRotated(),
    ownerSeen(),
    roleTold('viewer'),
    ownerDeactivated(),
    keyRevoked(),
    allKeysRevoked(),
  );
  expect(memberHistory(events).map(({ version, type, details }) => [version, type, details['keyId']])).toEqual([
    [1, 'OwnerRoleChanged', undefined],
    [2, 'KeyCreated', 'k1'],
    [5, 'KeyRotated', 'k1'],
    [7, 'OwnerRoleChanged', undefined],
    [8, 'OwnerDeactivated', undefined],
    [9, 'KeyRevoked', 'k1'],
    [10, 'AllKeysRevoked', undefined],
  ]);
});

it('a history never holds a digest', () => {
  const events = stream(keyCreated(), keyRotated());
  expect(JSON.stringify([keyHistory('k1', events), memberHistory(events)])).not.toContain('d'.repeat(64));
});

it('an event is found in its commit, whatever commits of several events are around it', () => {
  const places = new HistoryPlaces();
  const sizes = [1, 3, 1, 2, 2, 1];
  const commits = sizes.map((size, n) => {
    const firstVersion = 1 + sizes.slice(0, n).reduce((sum, each) => sum + each, 0);
    return { firstVersion, lastVersion: firstVersion + size - 1, events: [] };
  });
  for (const commit of [...commits, ...commits]) places.add(commit);
  expect(Array.from({ length: 10 }, (_, n) => places.commitOf(n + 1))).toEqual([1, 2, 2, 2, 5, 6, 6, 8, 8, 10]);
});
