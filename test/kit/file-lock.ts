import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const HOLDER = `
  import { DatabaseSync } from 'node:sqlite';
  const held = process.argv.slice(1).map((path) => {
    const database = new DatabaseSync(path, { timeout: 60000 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  });
  process.send('held');
  process.on('message', () => {
    for (const database of held) database.close();
    process.disconnect();
  });`;

/** Another program that holds the write lock of SQLite files, as a backup tool or a person's shell would. */
export class FileLock {
  private constructor(private readonly holder: ChildProcess) {}

  /** Resolves when all of them are held. */
  static async on(...paths: readonly string[]): Promise<FileLock> {
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, ...paths], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const ended = once(holder, 'exit').then(() => {
      throw new Error(`the program that holds the files ended: ${String(holder.stderr?.read())}`);
    });
    ended.catch(() => undefined); // it ends at last
    await Promise.race([once(holder, 'message'), ended]);
    return new FileLock(holder);
  }

  /** Lets go; idempotent. */
  async release(): Promise<void> {
    if (this.holder.exitCode !== null || this.holder.signalCode !== null) return;
    const ended = once(this.holder, 'exit');
    if (this.holder.connected) this.holder.send('release');
    await ended;
  }
}
