import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../kit/eventually.js';
import { opsOnFolder, opsSays } from '../kit/ops-command.js';
import { type System } from '../kit/system.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

const backups = mkdtempSync(join(tmpdir(), 'keyward-backups-'));
afterAll(() => {
  rmSync(backups, { recursive: true });
});

/** With secrets of its own in the folder. */
const startWhole = () => start({ env: { KEY_PEPPERS: undefined } });

async function codesOf(system: System, secrets: readonly string[]): Promise<readonly string[]> {
  return (await system.verifyAll(secrets.map((key) => ({ key })))).map(({ code }) => code);
}

function loseAll(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
}

describe('a backup', () => {
  it('of a Keyward that runs holds every answered change, its secrets and its counts, readable by their owner only', async () => {
    await using system = await startWhole();
    const alice = person('alice', 'analyst');
    const { key, secret } = await system.as(alice).createKey();
    const revoked = await system.as(alice).createKey();
    await system.as(alice).revoke(revoked.key.keyId);
    for (let use = 0; use < 3; use++) await system.authorize({ key: secret });
    const counted = () =>
      eventually(async () => {
        expect(await system.as(alice).activity(key.keyId)).toMatchObject({ last24h: 3 });
      });
    await counted();
    const folder = join(backups, 'running');
    expect(await opsOnFolder(system.folder, 'backup', folder)).toMatchObject({ code: 0, json: { folder } });
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
    expect(Object.fromEntries(modes)).toEqual({
      'backup.json': '600',
      'events.db': '600',
      'derived.db': '600',
      'activity.db': '600',
      'reminders.db': '600',
      pepper: '600',
    });
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
    await system.kill();
    loseAll(system.folder);
    expect(await opsOnFolder(system.folder, 'restore', folder, '--revoke', 'none')).toMatchObject({ code: 0 });
    await system.start();
    await counted();
    expect(await codesOf(system, [secret, revoked.secret])).toEqual(['valid', 'revoked']);
    await eventually(async () => {
      expect(await system.as(alice).activity(key.keyId)).toMatchObject({ last24h: 4 });
    });
  }, 60_000);

  it('taken while many write holds what was answered before it began, and starts', async () => {
    await using system = await startWhole();
    const owners = Array.from({ length: 6 }, (_, nth) => person(`writer-${String(nth)}`, 'analyst'));
    const answered: string[] = [];
    let stopped = false;
    const writing = owners.map(async (owner) => {
      while (!stopped) {
        const { key, secret } = await system.as(owner).createKey();
        answered.push(secret);
        if (answered.length % 2 === 0) await system.as(owner).rotate(key.keyId);
        else await system.authorize({ key: secret });
        if (answered.length % 20 === 0) await system.as(owner).revokeAll();
      }
    });
    await eventually(() => {
      expect(answered.length).toBeGreaterThan(60);
    });
    const before = [...answered];
    const folder = join(backups, 'busy');
    expect(await opsOnFolder(system.folder, 'backup', folder)).toMatchObject({ code: 0 });
    const during = answered.length - before.length;
    stopped = true;
    await Promise.all(writing);
    expect(during).toBeGreaterThan(0);
    await system.kill();
    expect(await opsOnFolder(system.folder, 'restore', folder, '--revoke', 'none')).toMatchObject({ code: 0 });
    await system.start();
    for (let at = 0; at < before.length; at += 100)
      expect(await codesOf(system, before.slice(at, at + 100))).not.toContain('unknown');
    await system.as(owners[0] ?? person('nobody', 'analyst')).createKey();
    await eventually(async () => {
      expect(await system.metrics()).toMatch(/^keyward_parked_owners\S* 0$/m);
    });
    expect(system.output).not.toMatch(/dead letter/);
  }, 120_000);

  it('is refused into a folder that is there, and from a folder without data; in one sentence', async () => {
    await using system = await startWhole();
    expect(await opsSays(system.folder, 'backup', backups)).toMatch(/^\S+ is there already\. Choose .*\n$/);
    expect(await opsSays(system.folder, 'backup', join(system.folder, 'inside'))).toMatch(/within the data folder/);
    expect(await opsSays(backups, 'backup', join(backups, 'none'))).toMatch(
      /^DATA_DIR: \S+ holds no events\.db\. .*\n$/,
    );
    expect(readdirSync(backups).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});

describe('a restore', () => {
  /** Ann's keys, one of them revoked after the backup; bob's, who changes nothing any more; carl, who came after it. */
  async function changedAfterBackup(system: System, folder: string) {
    const [ann, bob, carl]: readonly User[] = ['ann', 'bob', 'carl'].map((name) => person(name, 'analyst'));
    if (ann === undefined || bob === undefined || carl === undefined) throw new Error('nobody is there');
    const leaked = await system.as(ann).createKey();
    const anns = await system.as(ann).createKey();
    const bobs = await system.as(bob).createKey();
    expect(await opsOnFolder(system.folder, 'backup', folder)).toMatchObject({ code: 0 });
    await system.as(ann).revoke(leaked.key.keyId);
    const carls = await system.as(carl).createKey();
    return { ann, bob, carl, leaked, secrets: [leaked, anns, bobs, carls].map(({ secret }) => secret) };
  }

  it('is refused while Keyward runs, and changes nothing until it is said what is to be revoked', async () => {
    await using system = await startWhole();
    const folder = join(backups, 'preview');
    const { ann, carl, secrets } = await changedAfterBackup(system, folder);
    expect(await opsSays(system.folder, 'restore', folder, '--revoke', 'all')).toMatch(
      /^DATA_DIR: \S+ is in use by another Keyward process\. .*\n$/,
    );
    await system.kill();
    const before = readFileSync(join(system.folder, 'events.db'));
    expect(await opsOnFolder(system.folder, 'restore', folder)).toMatchObject({
      code: 2,
      json: { changed: [`acme/${ann.userId}`], unknown: [`acme/${carl.userId}`] },
    });
    const said = await opsSays(system.folder, 'restore', folder);
    for (const each of ['--revoke changed', '--revoke all', '--revoke none', ann.userId, carl.userId])
      expect(said).toContain(each);
    expect(readFileSync(join(system.folder, 'events.db'))).toEqual(before);
    await system.start();
    expect(await codesOf(system, secrets)).toEqual(['revoked', 'valid', 'valid', 'valid']);
  }, 60_000);

  it('with “changed” revokes the keys of those who were changed since, from its first verdict on', async () => {
    await using system = await startWhole();
    const folder = join(backups, 'changed');
    const { ann, leaked, secrets } = await changedAfterBackup(system, folder);
    await system.kill();
    expect(await opsOnFolder(system.folder, 'restore', folder, '--revoke', 'changed')).toMatchObject({
      code: 0,
      json: { owners: 1, keys: 2, unreadable: [] },
    });
    await system.start();
    expect(await codesOf(system, secrets)).toEqual(['revoked', 'revoked', 'valid', 'unknown']);
    expect(await system.as(ann).history(leaked.key.keyId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ by: 'service:keyward-ops', details: { count: 2, reason: 'Restored from a backup' } }),
      ]),
    );
    expect(readdirSync(system.folder).filter((name) => name.startsWith('replaced-'))).toHaveLength(1);
  }, 60_000);

  it('onto a lost folder cannot tell who was changed, and says so; with “all” no key of before works', async () => {
    await using system = await startWhole();
    const folder = join(backups, 'all');
    const { bob, secrets } = await changedAfterBackup(system, folder);
    await system.kill();
    loseAll(system.folder);
    expect(await opsSays(system.folder, 'restore', folder)).not.toContain('--revoke changed');
    expect(await opsSays(system.folder, 'restore', folder, '--revoke', 'changed')).toMatch(
      /^Which owners were changed since the backup cannot be told: .*\n$/,
    );
    expect(await opsOnFolder(system.folder, 'restore', folder, '--revoke', 'all')).toMatchObject({
      code: 0,
      json: { owners: 2, keys: 3 },
    });
    await system.start();
    expect(await codesOf(system, secrets)).toEqual(['revoked', 'revoked', 'revoked', 'unknown']);
    const { secret } = await system.as(bob).createKey();
    expect(await codesOf(system, [secret])).toEqual(['valid']);
  }, 60_000);
});
