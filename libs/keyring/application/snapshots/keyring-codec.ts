import { createHash } from 'node:crypto';
import { MODES, type OwnerId, REMINDER_INTERVALS, ROLES, SCOPES } from '#contracts';
import { HistoryPlaces, type KeyPlaces } from '../../domain/history-places.js';
import { type Credential, type Key, type Owner, type RetiredCredential } from '../../domain/keyring.js';
import { type LoadedKeyring } from '../loaded-keyring.js';
import { Cells } from './cells.js';

/** As text, behind a digest of it. Keys are lists without names of members, which would be most of the text. */
export function encodeKeyring(ownerId: OwnerId, { version, mark, keyring, places: { places } }: LoadedKeyring): string {
  const body = JSON.stringify([
    ownerId,
    version,
    mark,
    ...ownerCells(keyring.owner),
    keyring.keys.map((key) => [...keyCells(key), ...placesCells(places.ofKeys.get(key.keyId))]),
    places.role,
    places.ofAllKeys,
    places.revokedAll,
    places.ofMember,
    places.longCommits,
  ]);
  return digestOf(body) + body;
}

/** @throws Error when `text` is not, to the letter, what was written for this owner. */
export function decodeKeyring(ownerId: OwnerId, text: string): LoadedKeyring {
  const body = text.slice(DIGEST_LENGTH);
  if (text.slice(0, DIGEST_LENGTH) !== digestOf(body)) throw new TypeError('the digest is of another text');
  const cells = Cells.of(JSON.parse(body));
  if (cells.text() !== ownerId) throw new TypeError('written for another owner');
  const version = cells.number();
  const mark = cells.text();
  const owner = ownerFrom(cells);
  const ofKeys = new Map<string, KeyPlaces>();
  const keys = cells.list((row) => {
    const key = keyFrom(row);
    ofKeys.set(key.keyId, { versions: row.numbers(), revokedAt: row.orNull(() => row.number()) });
    return key;
  });
  const places = new HistoryPlaces({
    version,
    ofKeys,
    role: cells.orNull(() => cells.oneOf(ROLES)),
    ofAllKeys: cells.numbers(),
    revokedAll: cells.numbers(),
    ofMember: cells.numbers(),
    longCommits: cells.numbers(),
  });
  return { version, mark, keyring: { owner, keys }, places };
}

const DIGEST_LENGTH = 43;

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

function ownerCells({ role, active, seen }: Owner): readonly unknown[] {
  return [role?.role ?? null, role?.toldAt.getTime() ?? 0, active, seen];
}

function ownerFrom(cells: Cells): Owner {
  const role = cells.orNull(() => cells.oneOf(ROLES));
  const toldAt = cells.time();
  return { role: role === null ? null : { role, toldAt }, active: cells.flag(), seen: cells.flag() };
}

function keyCells(key: Key): readonly unknown[] {
  return [
    key.keyId,
    key.name,
    key.scope,
    key.mode,
    key.createdAt.getTime(),
    key.expiresAt?.getTime() ?? null,
    key.expiryCutShort,
    key.paused,
    ...credentialCells(key.current),
    key.retired.map((credential) => [
      ...credentialCells(credential),
      credential.graceEndsAt.getTime(),
      credential.endedByHand,
    ]),
    key.retiredLongAgo,
    key.reminder,
    key.state === 'revoked' ? key.revokedAt.getTime() : null,
    key.state === 'revoked' ? key.revokedReason : null,
  ];
}

function keyFrom(cells: Cells): Key {
  const facts = {
    keyId: cells.text(),
    name: cells.text(),
    scope: cells.oneOf(SCOPES),
    mode: cells.oneOf(MODES),
    createdAt: cells.time(),
    expiresAt: cells.orNull(() => cells.time()),
    expiryCutShort: cells.flag(),
    paused: cells.flag(),
    current: credentialFrom(cells),
    retired: cells.list(retiredFrom),
    retiredLongAgo: cells.number(),
    reminder: cells.orNull(() => cells.oneOf(REMINDER_INTERVALS)),
  };
  const revokedAt = cells.orNull(() => cells.time());
  const revokedReason = cells.orNull(() => cells.text());
  return revokedAt === null ? { ...facts, state: 'issued' } : { ...facts, state: 'revoked', revokedAt, revokedReason };
}

function credentialCells({ credentialId, hint, issuedAt }: Credential): readonly unknown[] {
  return [credentialId, hint, issuedAt.getTime()];
}

function credentialFrom(cells: Cells): Credential {
  return { credentialId: cells.text(), hint: cells.text(), issuedAt: cells.time() };
}

function retiredFrom(cells: Cells): RetiredCredential {
  return { ...credentialFrom(cells), graceEndsAt: cells.time(), endedByHand: cells.flag() };
}

function placesCells(places: KeyPlaces | undefined): readonly unknown[] {
  return [places?.versions ?? [], places?.revokedAt ?? null];
}
