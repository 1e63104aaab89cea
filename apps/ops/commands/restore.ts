import { dirname, join } from 'node:path';
import { type OwnerId, Problem } from '#contracts';
import { type EventStore, PublishingLoop } from '#event-store';
import { streamsAhead } from '#event-store/adapters/sqlite';
import { revokeEveryKey } from '#keyring';
import {
  type Backup,
  copyToRestore,
  openDataFolder,
  openEvents,
  putInPlace,
  readBackup,
  requireKnownSchemas,
} from '#profiles/embedded';
import { type CommandResult } from '../command.js';
import { OpsFailure, UsageError } from '../usage.js';

const REVOKED = ['changed', 'all', 'none'] as const;
type Revoked = (typeof REVOKED)[number];
const SHOWN = 20;
const PAGE = 1000;
const BY = 'service:keyward-ops';

/** What happened after the backup was taken, as far as the folder that it replaces shows it. */
interface Since {
  /** Owners that the backup knows in an older state. */
  readonly changed: readonly OwnerId[];
  /** Owners that the backup does not know: their keys stop working. */
  readonly unknown: readonly OwnerId[];
}

/** @throws UsageError */
export function revokedBy(flag: string | undefined): Revoked | undefined {
  const revoked = REVOKED.find((each) => each === flag);
  if (flag !== undefined && revoked === undefined)
    throw new UsageError(`--revoke must be one of ${REVOKED.join(', ')}.`);
  return revoked;
}

/** Without `revoked` nothing is changed: it says what the restore would undo. */
export async function restore(dataDir: string, from: string, revoked: Revoked | undefined): Promise<CommandResult> {
  const backup = await readBackup(from);
  const folder = openDataFolder(dataDir);
  try {
    const since = sinceTheBackup(folder.databases.eventsDb, backup);
    if (revoked === undefined) return preview(backup, since);
    if (revoked === 'changed' && since === null)
      throw new OpsFailure(
        `Which owners were changed since the backup cannot be told: ${folder.databases.eventsDb} is not there or cannot be read. Nothing was changed. Say --revoke all, or --revoke none.`,
      );
    const staged = copyToRestore(backup, folder.path);
    const outcome = await revoke(staged, revoked, since);
    const replaced = putInPlace(folder.path);
    return {
      json: { takenAt: backup.takenAt.toISOString(), replaced, ...since, ...outcome },
      lines: [
        `${folder.path} is as it was at ${backup.takenAt.toISOString()}. What it held before is in ${replaced}.`,
        `Revoked: ${String(outcome.keys)} keys of ${String(outcome.owners)} owners. They need new keys.`,
        ...outcome.unreadable.map((owner) => `Not revoked, the stored events cannot be read by this version: ${owner}`),
        ...(backup.files.includes('pepper') ? [] : ['The backup holds no pepper: KEY_PEPPERS must be as it was then.']),
      ],
      exitCode: outcome.unreadable.length > 0 ? 1 : 0,
    };
  } finally {
    folder.release();
  }
}

function sinceTheBackup(eventsDb: string, backup: Backup): Since | null {
  try {
    requireKnownSchemas(dirname(eventsDb));
    return streamsAhead(eventsDb, join(backup.folder, 'events.db'));
  } catch {
    return null;
  }
}

function preview({ takenAt, folder }: Backup, since: Since | null): CommandResult {
  return {
    json: { takenAt: takenAt.toISOString(), ...since },
    lines: [
      `${folder} is whole, of ${takenAt.toISOString()}. Nothing was changed yet.`,
      'It cannot be known from the backup what was revoked, paused, rotated or deactivated after that: those keys and people would get in again.',
      ...(since === null
        ? ['Which owners were changed since cannot be told: the present events.db is not there or cannot be read.']
        : [
            named('Changed since, as the present folder shows', since.changed),
            named('Came since, so that their keys stop working', since.unknown),
          ]),
      'Say what is to be revoked with it:',
      ...(since === null ? [] : ['  --revoke changed   all keys of the owners that were changed since']),
      '  --revoke all       all keys there are',
      '  --revoke none      nothing: nobody was cut off since, or you do it yourself before anybody can ask',
    ],
    exitCode: 2,
  };
}

function named(what: string, owners: readonly OwnerId[]): string {
  const more = owners.length > SHOWN ? ` and ${String(owners.length - SHOWN)} more (--json has all of them)` : '';
  return `${what}: ${owners.length === 0 ? 'nobody' : owners.slice(0, SHOWN).join(', ')}${more}.`;
}

interface RevokedOwners {
  readonly owners: number;
  readonly keys: number;
  readonly unreadable: readonly OwnerId[];
}

/** In the copy, before it is in place: no start finds the keys without their revocation. */
async function revoke(staged: string, revoked: Revoked, since: Since | null): Promise<RevokedOwners> {
  if (revoked === 'none') return { owners: 0, keys: 0, unreadable: [] };
  const { store, log, publishingMutex, database } = openEvents(join(staged, 'events.db'));
  const publishing = new PublishingLoop({ store, publisher: log.publisher, mutex: publishingMutex });
  const unreadable: OwnerId[] = [];
  let [owners, keys] = [0, 0];
  try {
    const streams = revoked === 'all' ? allStreams(store) : (since?.changed ?? []);
    for await (const owner of streams) {
      try {
        const commit = await revokeEveryKey(store, owner, { by: BY, reason: 'Restored from a backup', at: new Date() });
        if (commit === undefined) continue;
        await publishing.publish(owner, commit.lastVersion);
        owners++;
        for (const { event } of commit.events) if (event.type === 'AllKeysRevoked') keys += event.count;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        unreadable.push(owner);
      }
    }
    return { owners, keys, unreadable };
  } finally {
    await publishing.close();
    await log.close();
    await store.close();
    database.close();
  }
}

async function* allStreams(store: Pick<EventStore, 'streamsSince'>): AsyncGenerator<OwnerId> {
  const next = (after: OwnerId | null) => store.streamsSince(new Date(0), after, PAGE);
  for (let page = await next(null); page.length > 0; page = await next(page.at(-1) ?? null)) yield* page;
}
