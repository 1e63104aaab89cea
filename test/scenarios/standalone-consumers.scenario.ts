import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openDatabase } from '#sqlite';
import { eventually } from '../kit/eventually.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';

it('a consumer that cannot go on ends the process, which says why', async () => {
  await using system = await start();
  const alice = system.as(person('alice', 'analyst'));
  const { key } = await alice.createKey();
  await system.kill();
  const inLog = (sql: string) => {
    const events = openDatabase(join(system.folder, 'events.db'), { durability: 'full' });
    events.exec(sql);
    events.close();
  };
  inLog(`
    INSERT INTO "log owner-contacts" SELECT next_offset, '', '{}', NULL, 0 FROM log_topic WHERE name = 'owner-contacts';
    UPDATE log_topic SET next_offset = next_offset + 1 WHERE name = 'owner-contacts'`);
  await system.start({ ready: false });
  await eventually(() => {
    expect(system.output).toMatch(/the record at owner-contacts 0:\d+ has no key.*remove it from the topic/);
    expect(system.output).toMatch(/consumers: cannot go on/);
  });
  await system.kill(); // it has ended
  inLog(`DELETE FROM "log owner-contacts" WHERE key = ''`);
  await system.start();
  expect((await alice.listActivity()).map(({ keyId }) => keyId)).toEqual([key.keyId]);
});
