import { afterAll, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../kit/eventually.js';
import { readMail } from '../kit/received-mail.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start();
afterAll(() => system.stop());

const outbox = join(system.folder, 'outbox');
const recipients = () =>
  readdirSync(outbox).map((name) => readMail(readFileSync(join(outbox, name), 'latin1')).headers['to']);

async function remindedOwner(name: string): Promise<User> {
  const owner = person(name, 'analyst');
  const { key } = await system.as(owner).createKey();
  await system.as(owner).setReminder(key.keyId, 30);
  return owner;
}

it('an address that is erased is nowhere any more, whatever its owner calls, and gets no mail; another’s still does', async () => {
  const gone = await remindedOwner('gone');
  const erased = await remindedOwner('erased');
  const kept = await remindedOwner('kept');
  await system.as(gone).eraseContactOf(gone.userId);
  await system.as(person('bob', 'administrator')).eraseContactOf(erased.userId);
  for (const owner of [gone, erased]) await system.as(owner).listKeys();
  await system.passDays(23.5);
  await eventually(
    () => {
      expect(recipients()).toEqual([`kept <${kept.email}>`]);
    },
    { timeout: 10_000 },
  );
  await system.restart();
  const stored = await system.stored();
  const holding = (address: string) => stored.filter(({ bytes }) => bytes.includes(address)).length;
  expect([
    holding(gone.email),
    holding(erased.email),
    holding(kept.email) > 0,
    system.output.includes('@example.test'),
  ]).toEqual([0, 0, true, false]);
});
