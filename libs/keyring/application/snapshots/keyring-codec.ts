import { createHash } from 'node:crypto';
import { type Mode, type OwnerId, type ReminderInterval, type Role, type Scope } from '#contracts';
import { HistoryPlaces, type KeyPlaces } from '../../domain/history-places.js';
import { type Key, type Keyring, type KnownRole, type RetiredCredential } from '../../domain/keyring.js';
import { type LoadedKeyring } from '../loaded-keyring.js';

/** Lists, since names of members would be most of the text. Times are milliseconds. */
type Body = readonly [
  ownerId: OwnerId,
  version: number,
  mark: string | null,
  owner: readonly [role: Role | null, toldAt: number, active: boolean, seen: boolean],
  keys: readonly KeyCells[],
  recentChanges: Keyring['recentChanges'],
  role: Role | null,
  ofAllKeys: number[],
  revokedAll: number[],
  ofMember: number[],
  longCommits: number[],
];
type KeyCells = readonly [
  keyId: string,
  name: string,
  scope: Scope,
  mode: Mode,
  createdAt: number,
  expiresAt: number | null,
  expiryCutShort: boolean,
  paused: boolean,
  credentialId: string,
  hint: string,
  issuedAt: number,
  retired: readonly RetiredCells[],
  retiredLongAgo: number,
  reminder: ReminderInterval | null,
  revokedAt: number | null,
  revokedReason: string | null,
  versions: number[],
  revokedAtVersion: number | null,
];
type RetiredCells = readonly [
  credentialId: string,
  hint: string,
  issuedAt: number,
  graceEndsAt: number,
  endedByHand: boolean,
];

/** As text, behind a digest of it. */
export function encodeKeyring(ownerId: OwnerId, { version, mark, keyring, places: { places } }: LoadedKeyring): string {
  const { role, active, seen } = keyring.owner;
  const cells: Body = [
    ownerId,
    version,
    mark,
    [role?.role ?? null, role?.toldAt.getTime() ?? 0, active, seen],
    keyring.keys.map((key) => cellsOfKey(key, places.ofKeys.get(key.keyId))),
    keyring.recentChanges,
    places.role,
    places.ofAllKeys,
    places.revokedAll,
    places.ofMember,
    places.longCommits,
  ];
  const body = JSON.stringify(cells);
  return digestOf(body) + body;
}

/** @throws Error when `text` is not, to the letter, what was written for this owner. */
export function decodeKeyring(ownerId: OwnerId, text: string): LoadedKeyring {
  const body = text.slice(DIGEST_LENGTH);
  if (text.slice(0, DIGEST_LENGTH) !== digestOf(body)) throw new TypeError('the digest is of another text');
  const cells: unknown = JSON.parse(body);
  if (!isBodyOf(ownerId, cells)) throw new TypeError('written for another owner');
  const [
    ,
    version,
    mark,
    [role, toldAt, active, seen],
    rows,
    recentChanges,
    roleInPlaces,
    ofAllKeys,
    revokedAll,
    ofMember,
    long,
  ] = cells;
  const ofKeys = new Map<string, KeyPlaces>();
  for (const row of rows) ofKeys.set(row[0], { versions: row[16], revokedAt: row[17] });
  const known: KnownRole | null = role === null ? null : { role, toldAt: new Date(toldAt) };
  return {
    version,
    mark,
    keyring: { owner: { role: known, active, seen }, keys: rows.map(keyOfCells), recentChanges },
    places: new HistoryPlaces({
      version,
      role: roleInPlaces,
      ofKeys,
      ofAllKeys,
      revokedAll,
      ofMember,
      longCommits: long,
    }),
  };
}

const DIGEST_LENGTH = 43;

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** The digest and the format say that this very code wrote it, so there is no need to look at each member. */
function isBodyOf(ownerId: OwnerId, cells: unknown): cells is Body {
  return Array.isArray(cells) && cells[0] === ownerId;
}

function cellsOfKey(key: Key, places: KeyPlaces | undefined): KeyCells {
  const { current } = key;
  return [
    key.keyId,
    key.name,
    key.scope,
    key.mode,
    key.createdAt.getTime(),
    key.expiresAt === null ? null : key.expiresAt.getTime(),
    key.expiryCutShort,
    key.paused,
    current.credentialId,
    current.hint,
    current.issuedAt.getTime(),
    key.retired.map(cellsOfRetired),
    key.retiredLongAgo,
    key.reminder,
    key.state === 'revoked' ? key.revokedAt.getTime() : null,
    key.state === 'revoked' ? key.revokedReason : null,
    places?.versions ?? [],
    places?.revokedAt ?? null,
  ];
}

/** By their places: taking a list apart by a pattern costs several times as much. */
function keyOfCells(row: KeyCells): Key {
  const expiresAt = row[5];
  const revokedAt = row[14];
  const facts = {
    keyId: row[0],
    name: row[1],
    scope: row[2],
    mode: row[3],
    createdAt: new Date(row[4]),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    expiryCutShort: row[6],
    paused: row[7],
    current: { credentialId: row[8], hint: row[9], issuedAt: new Date(row[10]) },
    retired: row[11].map(retiredOfCells),
    retiredLongAgo: row[12],
    reminder: row[13],
  };
  return revokedAt === null
    ? { ...facts, state: 'issued' }
    : { ...facts, state: 'revoked', revokedAt: new Date(revokedAt), revokedReason: row[15] };
}

function cellsOfRetired({ credentialId, hint, issuedAt, graceEndsAt, endedByHand }: RetiredCredential): RetiredCells {
  return [credentialId, hint, issuedAt.getTime(), graceEndsAt.getTime(), endedByHand];
}

function retiredOfCells(row: RetiredCells): RetiredCredential {
  return {
    credentialId: row[0],
    hint: row[1],
    issuedAt: new Date(row[2]),
    graceEndsAt: new Date(row[3]),
    endedByHand: row[4],
  };
}
