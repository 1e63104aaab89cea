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

/**
 * Adds the keys of `columns`, and the places of their events. A snapshot is mostly read by code that is not warm yet,
 * where a call for each cell, or an iterator, costs a third more.
 */
export function addKeys(columns: KeyColumns, keys: Key[], ofKeys: Map<string, KeyPlaces>): void {
  const { keyIds, names, scopes, modes, firstCreatedAt, createdAts, expiries, cutShort, paused, ...more } =
    filled(columns);
  const { credentialIds, hints, issuedAts, retired, longAgo, reminders, revokedAts, reasons } = more;
  const { versionCounts, versions, revokedIn } = more;
  let versionsFrom = 0;
  for (let place = 0; place < keyIds.length; place += 1) {
    const keyId = keyIds[place] as string;
    const created = firstCreatedAt + (createdAts[place] as number);
    const createdAt = new Date(created);
    const expires = expiries[place] as number | null;
    const issued = issuedAts[place] as number;
    const revoked = revokedAts[place] as number | null;
    const cells = retired.get(place);
    keys.push({
      keyId,
      name: names[place] as string,
      scope: scopes[place] as Scope,
      mode: modes[place] as Mode,
      createdAt,
      expiresAt: expires === null ? null : new Date(created + expires),
      expiryCutShort: cutShort[place] as boolean,
      paused: paused[place] as boolean,
      current: {
        credentialId: credentialIds[place] as string,
        hint: hints[place] as string,
        issuedAt: issued === 0 ? createdAt : new Date(created + issued),
      },
      retired: cells === undefined ? [] : cells.map(retiredOfCells),
      retiredLongAgo: longAgo[place] as number,
      reminder: reminders[place] as ReminderInterval | null,
      ...(revoked === null
        ? ISSUED
        : { state: 'revoked', revokedAt: new Date(created + revoked), revokedReason: reasons[place] as string | null }),
    });
    const versionsTo = versionsFrom + (versionCounts[place] as number);
    const ofKey = { versions: versions.slice(versionsFrom, versionsTo), revokedAt: revokedIn[place] as number | null };
    ofKeys.set(keyId, ofKey);
    versionsFrom = versionsTo;
  }
}

const ISSUED = { state: 'issued' } as const;

/** By name, and with as many values in every column as there are keys. */
function filled(columns: KeyColumns) {
  const count = columns[0].length;
  const full = <T>(column: Column<T>): readonly T[] => {
    if (column.length === count) return column;
    const [value] = column;
    if (value === undefined || column.length > 1) throw new TypeError('a column is too short');
    return new Array<T>(count).fill(value);
  };
  return {
    keyIds: columns[0],
    names: full(columns[1]),
    scopes: full(columns[2]),
    modes: full(columns[3]),
    firstCreatedAt: columns[4],
    createdAts: full(columns[5]),
    expiries: full(columns[6]),
    cutShort: full(columns[7]),
    paused: full(columns[8]),
    credentialIds: columns[9],
    hints: full(columns[10]),
    issuedAts: full(columns[11]),
    retired: new Map(columns[12]),
    longAgo: full(columns[13]),
    reminders: full(columns[14]),
    revokedAts: full(columns[15]),
    reasons: full(columns[16]),
    versionCounts: full(columns[17]),
    versions: columns[18],
    revokedIn: full(columns[19]),
  };
}

function collapsed<T>(values: readonly T[]): Column<T> {
  const [first] = values;
  return values.every((value) => value === first) ? values.slice(0, 1) : values;
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
