import { afterAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMongo } from '#mongo';
import { MongoVerificationStore } from '#verification/adapters/mongo';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { eventually } from '../kit/eventually.js';
import { opsOnDatabase, opsOnFolder } from '../kit/ops-command.js';
import { type System } from '../kit/system.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';
import { start as startStandalone } from '../profiles/standalone.js';

const files = mkdtempSync(join(tmpdir(), 'keyward-carried-'));
const KEY_PEPPERS = `carried:${randomBytes(32).toString('base64')}`;
const [fromStandalone, fromServices] = ['standalone.ndjson', 'services.ndjson'].map((name) => join(files, name));
if (fromStandalone === undefined || fromServices === undefined) throw new Error('no names');

/** Keys of every kind of fate, of several owners. */
async function live(system: System): Promise<readonly string[]> {
  const alice = system.as(person('alice', 'analyst'));
  const kept = await alice.createKey();
  const revoked = await alice.createKey();
  await alice.revoke(revoked.key.keyId, { reason: 'leaked' });
  const rotated = await alice.createKey({ expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
  const renewed = await alice.rotate(rotated.key.keyId, { graceHours: 0 });
  const paused = await alice.createKey({ scope: 'read-write' });
  await alice.pause(paused.key.keyId);
  await alice.setReminder(kept.key.keyId, 30);
  const bob = system.as(person('bob', 'analyst'));
  const bobs = await bob.createKey();
  await bob.revokeAll();
  const later = await bob.createKey();
  return [kept, revoked, rotated, renewed, paused, bobs, later].map(({ secret }) => secret);
}
const CODES = ['valid', 'revoked', 'grace-ended', 'valid', 'paused', 'revoked', 'valid'];
const codesOf = async (system: System, secrets: readonly string[]) =>
  (await system.verifyAll(secrets.map((key) => ({ key })))).map(({ code }) => code);
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');
async function documentsIn(store: Pick<SqliteVerificationStore, 'documents' | 'close'>): Promise<readonly unknown[]> {
  const documents: unknown[] = [];
  for await (const document of store.documents()) documents.push(document);
  await store.close();
  return documents;
}

const standalone = await startStandalone({ env: { KEY_PEPPERS } });
const secrets = await live(standalone);
const exported = await opsOnFolder(standalone.folder, 'export', fromStandalone);
const { system, deployment } = await startDistributed({
  env: { KEY_PEPPERS },
  prepare: async (prepared) => {
    expect(await opsOnDatabase(prepared, 'key-command', 'import', fromStandalone, '--services')).toMatchObject({
      code: 0,
      json: { owners: 2, peppers: ['carried'] },
    });
  },
});
afterAll(async () => {
  await system.stop();
  await standalone.stop();
  rmSync(files, { recursive: true });
});

it('what a standalone Keyward exported while it ran is what the services know: every verdict, and the read model whole', async () => {
  expect(exported).toMatchObject({ code: 0, json: { owners: 2, peppers: ['carried'] } });
  for (const secret of secrets) system.rememberKey(secret);
  expect(await codesOf(standalone, secrets)).toEqual(CODES);
  await eventually(
    async () => {
      expect(await codesOf(system, secrets)).toEqual(CODES);
    },
    { timeout: 30_000 },
  );
  const connection = await connectMongo(deployment.databaseOf('verification'));
  const ofServices = await documentsIn(await MongoVerificationStore.open(connection));
  await connection.close();
  expect(ofServices).toEqual(await documentsIn(SqliteVerificationStore.open(join(standalone.folder, 'derived.db'))));
  for (const secret of secrets) expect(readFileSync(fromStandalone, 'utf8')).not.toContain(secret);
});

it('what the services export is the same again, and starts another standalone Keyward', async () => {
  expect(await opsOnDatabase(deployment, 'key-command', 'export', fromServices, '--services')).toMatchObject({
    code: 0,
  });
  expect(linesOf(fromServices).slice(1, -1)).toEqual(linesOf(fromStandalone).slice(1, -1));
  await using back = await startStandalone({
    env: { KEY_PEPPERS },
    prepare: async ({ folder }) => {
      expect(await opsOnFolder(folder, 'import', fromServices)).toMatchObject({ code: 0 });
      const again = opsOnFolder(folder, 'import', fromServices);
      await expect(again).rejects.toThrow(/holds a history already\. Nothing was imported/);
    },
  });
  expect(await codesOf(back, secrets)).toEqual(CODES);
  await back.as(person('alice', 'analyst')).createKey();
}, 120_000);

it('how many live credentials need which pepper is the same on both', async () => {
  const expected = { code: 0, json: { peppers: [{ pepperId: 'carried', credentials: 4 }] } };
  expect(await opsOnFolder(standalone.folder, 'peppers')).toEqual(expected);
  expect(await opsOnDatabase(deployment, 'verification', 'peppers', '--services')).toEqual(expected);
});

it('an event store that was restored from an old backup gets back from the log what it lacks, and key-command starts', async () => {
  const carol = person('carol', 'analyst');
  const kept = await system.as(carol).createKey();
  const connection = await connectMongo(deployment.databaseOf('key-command'));
  const backupAt = new Date();
  const revoked = await system.as(carol).createKey();
  await system.as(carol).revoke(revoked.key.keyId);
  const before = await connection.collection('commits').find().sort({ _id: 1 }).toArray();
  await eventually(async () => {
    expect(await connection.collection('commits').countDocuments({ position: null })).toBe(0);
  });
  const keyCommands = deployment.of('key-command');
  for (const each of keyCommands) await each.stop();
  const { deletedCount } = await connection.collection('commits').deleteMany({ appendedAt: { $gte: backupAt } });
  expect(deletedCount).toBe(2);
  await expect(keyCommands[0]?.start()).rejects.toThrow(/The event store is behind the log: .*restore-store/);
  expect(await opsOnDatabase(deployment, 'key-command', 'restore-store')).toMatchObject({
    code: 0,
    json: { restored: 2, restoredOwners: 1 },
  });
  const events = (documents: readonly { readonly [name: string]: unknown }[]) =>
    documents.map(({ _id, events: stored }) => [_id, stored]);
  const after = await connection.collection('commits').find().sort({ _id: 1 }).toArray();
  expect(events(after)).toEqual(events(before));
  await connection.close();
  await Promise.all(keyCommands.map((each) => each.start()));
  const { propagation } = await system.as(carol).revoke(kept.key.keyId);
  expect(propagation).toMatchObject({ confirmed: true });
  expect(await codesOf(system, [kept.secret, revoked.secret])).toEqual(['revoked', 'revoked']);
}, 240_000);
