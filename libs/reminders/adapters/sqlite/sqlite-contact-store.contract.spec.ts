import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contactStoreContract } from '../../testing/contact-store.contract.js';
import { SqliteContactStore } from './sqlite-contact-store.js';

contactStoreContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-contacts-'));
  return {
    connect: () => Promise.resolve(SqliteContactStore.open(join(folder, 'reminders.db'))),
    holds: async (text) => {
      const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file))));
      return files.some((bytes) => bytes.includes(text));
    },
    destroy: () => rm(folder, { recursive: true }),
  };
});

contactStoreContract('sqlite, written by another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-contacts-'));
  const path = join(folder, 'reminders.db');
  const writer = SqliteContactStore.open(path);
  return {
    connect: () =>
      Promise.resolve(
        SqliteContactStore.reading(path, {
          save: (changes) => writer.save(structuredClone(changes)),
          refuse: (ownerId, email) => writer.refuse(ownerId, email),
        }),
      ),
    holds: async (text) => {
      const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file))));
      return files.some((bytes) => bytes.includes(text));
    },
    destroy: async () => {
      await writer.close();
      await rm(folder, { recursive: true });
    },
  };
});
