import { type Mode, type ReminderInterval, type Scope } from '#contracts';
import { type KeyPlaces, type Places } from '../../domain/history-places.js';
import { type Key, type RetiredCredential } from '../../domain/keyring.js';

/** What some keys have of one kind, in their order; one value alone when all have the same. */
type Column<T> = readonly T[];

/**
 * Keys and the places of their events, kind by kind: mostly a few small numbers, or one that is the same for
 * all. Times are milliseconds, those of a key from its creation on.
 */
export type KeyColumns = readonly [
  keyIds: readonly string[],
  names: Column<string>,
  scopes: Column<Scope>,
  modes: Column<Mode>,
  firstCreatedAt: number,
  createdAt: Column<number>,
  expiresAt: Column<number | null>,
  expiryCutShort: Column<boolean>,
  paused: Column<boolean>,
  credentialIds: readonly string[],
  hints: Column<string>,
  issuedAt: Column<number>,
  /** Of those keys that have any, by the keys' places. */
  retired: readonly (readonly [place: number, credentials: readonly RetiredCells[]])[],
  retiredLongAgo: Column<number>,
  reminders: Column<ReminderInterval | null>,
  revokedAt: Column<number | null>,
  revokedReasons: Column<string | null>,
  versionCounts: Column<number>,
  versions: readonly number[],
  revokedInVersions: Column<number | null>,
];
type RetiredCells = readonly [
  credentialId: string,
  hint: string,
  issuedAt: number,
  graceEndsAt: number,
  endedByHand: boolean,
];

/** @param version places beyond it are left out. */
export function columnsOf(keys: readonly Key[], places: Places, version: number): KeyColumns {
  const first = keys[0]?.createdAt.getTime() ?? 0;
  const ofKeys = keys.map(({ keyId }) => placesUpTo(places.ofKeys.get(keyId), version));
  const column = <T>(of: (key: Key) => T): Column<T> => collapsed(keys.map(of));
  return [
    keys.map(({ keyId }) => keyId),
    column(({ name }) => name),
    column(({ scope }) => scope),
    column(({ mode }) => mode),
    first,
    column(({ createdAt }) => createdAt.getTime() - first),
    column(({ expiresAt, createdAt }) => (expiresAt === null ? null : expiresAt.getTime() - createdAt.getTime())),
    column(({ expiryCutShort }) => expiryCutShort),
    column(({ paused }) => paused),
    keys.map(({ current }) => current.credentialId),
    column(({ current }) => current.hint),
    column(({ current, createdAt }) => current.issuedAt.getTime() - createdAt.getTime()),
    keys.flatMap(({ retired }, place) => (retired.length === 0 ? [] : [[place, retired.map(cellsOfRetired)] as const])),
    column(({ retiredLongAgo }) => retiredLongAgo),
    column(({ reminder }) => reminder),
    column((key) => (key.state === 'revoked' ? key.revokedAt.getTime() - key.createdAt.getTime() : null)),
    column((key) => (key.state === 'revoked' ? key.revokedReason : null)),
    collapsed(ofKeys.map(({ versions }) => versions.length)),
    ofKeys.flatMap(({ versions }) => versions),
    collapsed(ofKeys.map(({ revokedAt }) => revokedAt)),
  ];
}

/** Adds the keys of `columns`, and the places of their events. */
export function addKeys(columns: KeyColumns, keys: Key[], ofKeys: Map<string, KeyPlaces>): void {
  const retired = new Map(columns[12]);
  let versionsFrom = 0;
  for (let place = 0; place < columns[0].length; place += 1) {
    const key = keyAt(columns, place, retired.get(place));
    keys.push(key);
    const versionsTo = versionsFrom + at(columns[17], place);
    const versions = columns[18].slice(versionsFrom, versionsTo);
    ofKeys.set(key.keyId, { versions, revokedAt: at(columns[19], place) });
    versionsFrom = versionsTo;
  }
}

/** By their places: taking a list apart by a pattern costs several times as much. */
function keyAt(columns: KeyColumns, place: number, retired: readonly RetiredCells[] = []): Key {
  const created = columns[4] + at(columns[5], place);
  const createdAt = new Date(created);
  const expires = at(columns[6], place);
  const issued = at(columns[11], place);
  const revoked = at(columns[15], place);
  const facts = {
    keyId: at(columns[0], place),
    name: at(columns[1], place),
    scope: at(columns[2], place),
    mode: at(columns[3], place),
    createdAt,
    expiresAt: expires === null ? null : new Date(created + expires),
    expiryCutShort: at(columns[7], place),
    paused: at(columns[8], place),
    current: {
      credentialId: at(columns[9], place),
      hint: at(columns[10], place),
      issuedAt: issued === 0 ? createdAt : new Date(created + issued),
    },
    retired: retired.map(retiredOfCells),
    retiredLongAgo: at(columns[13], place),
    reminder: at(columns[14], place),
  };
  return revoked === null
    ? Object.assign(facts, { state: 'issued' as const })
    : Object.assign(facts, {
        state: 'revoked' as const,
        revokedAt: new Date(created + revoked),
        revokedReason: at(columns[16], place),
      });
}

function collapsed<T>(values: readonly T[]): Column<T> {
  const [first] = values;
  return values.every((value) => value === first) ? values.slice(0, 1) : values;
}

function at<T>(column: Column<T>, place: number): T {
  const value = column[column.length === 1 ? 0 : place];
  if (value === undefined) throw new TypeError('a column is too short');
  return value;
}

/** Lists of versions only grow, and are in ascending order. */
function placesUpTo(places: KeyPlaces | undefined, version: number): KeyPlaces {
  if (places === undefined) return { versions: [], revokedAt: null };
  const { versions, revokedAt } = places;
  return {
    versions: (versions.at(-1) ?? 0) > version ? versions.filter((each) => each <= version) : versions,
    revokedAt: revokedAt !== null && revokedAt <= version ? revokedAt : null,
  };
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
