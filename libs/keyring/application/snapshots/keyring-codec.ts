import { createHash, type Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type OwnerId, type Role } from '#contracts';
import { HistoryPlaces, type KeyPlaces } from '../../domain/history-places.js';
import { type Key, type Keyring, type KnownRole } from '../../domain/keyring.js';
import { type LoadedKeyring } from '../loaded-keyring.js';
import { addKeys, columnsOf, type KeyColumns } from './key-columns.js';

/** So many keys are written, or read, in one go: a millisecond or two. */
const KEYS_AT_ONCE = 250;

type Head = readonly [
  ownerId: OwnerId,
  version: number,
  mark: string | null,
  owner: readonly [role: Role | null, toldAt: number, active: boolean, seen: boolean],
  recentChanges: Keyring['recentChanges'],
  role: Role | null,
  ofAllKeys: number[],
  revokedAll: number[],
  ofMember: number[],
  longCommits: number[],
];

/** The lines of a snapshot; others may have their turn between two. The first is of the moment when it is asked for. */
function* linesOf(
  ownerId: OwnerId,
  { version, mark, keyring, places: { places } }: LoadedKeyring,
): Generator<string, void> {
  const { role, active, seen } = keyring.owner;
  const head: Head = [
    ownerId,
    version,
    mark,
    [role?.role ?? null, role?.toldAt.getTime() ?? 0, active, seen],
    keyring.recentChanges,
    places.role,
    places.ofAllKeys,
    places.revokedAll,
    places.ofMember,
    places.longCommits,
  ];
  yield JSON.stringify(head);
  for (let from = 0; from < keyring.keys.length; from += KEYS_AT_ONCE)
    yield `\n${JSON.stringify(columnsOf(keyring.keys.slice(from, from + KEYS_AT_ONCE), places, version))}`;
}

/** As text, behind a digest of it. */
export function encodeKeyring(ownerId: OwnerId, loaded: LoadedKeyring): string {
  return sealed([...linesOf(ownerId, loaded)]);
}

/**
 * The same in short turns. The keyring may go on meanwhile.
 * @param loaded whose places are of its own version at the time of the call.
 */
export async function encodeKeyringInTurns(ownerId: OwnerId, loaded: LoadedKeyring): Promise<string> {
  const hash = createHash('sha256');
  const lines: string[] = [];
  for (const line of linesOf(ownerId, loaded)) {
    hash.update(line);
    lines.push(line);
    await setImmediate();
  }
  return sealed(lines, hash);
}

/**
 * In short turns.
 * @throws Error when `text` is not, to the letter, what was written for this owner.
 */
export async function decodeKeyring(ownerId: OwnerId, text: string): Promise<LoadedKeyring> {
  const body = text.slice(DIGEST_LENGTH);
  if (text.slice(0, DIGEST_LENGTH) !== createHash('sha256').update(body).digest('base64url'))
    throw new TypeError('the digest is of another text');
  const [first = '', ...rest] = body.split('\n');
  const head: unknown = JSON.parse(first);
  if (!isHeadOf(ownerId, head)) throw new TypeError('written for another owner');
  const [, version, mark, [role, toldAt, active, seen], recentChanges, roleInPlaces, ofAllKeys, revokedAll] = head;
  const keys: Key[] = [];
  const ofKeys = new Map<string, KeyPlaces>();
  for (const [index, line] of rest.entries()) {
    if (index > 0) await setImmediate();
    addKeys(JSON.parse(line) as KeyColumns, keys, ofKeys);
  }
  const known: KnownRole | null = role === null ? null : { role, toldAt: new Date(toldAt) };
  return {
    version,
    mark,
    keyring: { owner: { role: known, active, seen }, keys, recentChanges },
    places: new HistoryPlaces({
      version,
      role: roleInPlaces,
      ofKeys,
      ofAllKeys,
      revokedAll,
      ofMember: head[8],
      longCommits: head[9],
    }),
  };
}

const DIGEST_LENGTH = 43;

function sealed(lines: readonly string[], hash?: Hash): string {
  const body = lines.join('');
  return (hash ?? createHash('sha256').update(body)).digest('base64url') + body;
}

/** The digest and the format say that this very code wrote it, so there is no need to look at each member. */
function isHeadOf(ownerId: OwnerId, head: unknown): head is Head {
  return Array.isArray(head) && head[0] === ownerId;
}
