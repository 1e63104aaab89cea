import { expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const ROTATIONS = 210;

/** What is stored is searched for secrets when the system ends. */
it('a keyring with a snapshot is the same after a restart, and the snapshot holds no secret', async () => {
  await using system = await start();
  const client = system.as(person('alice', 'analyst'));
  const name = 'Rotated for a snapshot';
  const {
    key: { keyId },
  } = await client.createKey({ name });
  for (let rotation = 0; rotation < ROTATIONS; rotation++) await client.rotate(keyId, { graceHours: 0 });
  await eventually(async () => {
    const derived = (await system.stored()).filter((each) => each.name.startsWith('derived.db'));
    expect(derived.some(({ bytes }) => bytes.includes(`"${name}"`))).toBe(true);
  });
  const [keys, history] = [await client.listKeys(), await client.history(keyId)];
  expect(keys.map(({ olderCredentials }) => olderCredentials)).toEqual([ROTATIONS - 20]);
  await system.kill();
  await system.start();
  expect(await client.listKeys()).toEqual(keys);
  expect(await client.history(keyId)).toEqual(history);
  await client.revoke(keyId);
  expect(await client.listKeys()).toEqual([]);
});
