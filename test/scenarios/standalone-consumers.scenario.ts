import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openDatabase } from '#sqlite';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';

it('a consumer that cannot go on ends the process, which says why', async () => {
  await using system = await start();
  await system.as(person('alice', 'analyst')).createKey();
  await system.stop();
  const events = openDatabase(join(system.folder, 'events.db'), { durability: 'full' });
  events.exec(`
    INSERT INTO "log owner-contacts" SELECT next_offset, '', '{}', NULL, 0 FROM log_topic WHERE name = 'owner-contacts';
    UPDATE log_topic SET next_offset = next_offset + 1 WHERE name = 'owner-contacts';`);
  events.close();
  await expect(system.start()).rejects.toThrow(/the process ended \(\{"code":1,/);
  expect(system.output).toMatch(/the record at owner-contacts 0:\d+ has no key/);
  expect(system.output).toMatch(/consumers: cannot go on/);
});
