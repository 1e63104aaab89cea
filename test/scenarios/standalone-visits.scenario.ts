import { afterAll, expect, it } from '@jest/globals';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

/**
 * One process keeps the keyring and answers for everything else, so that whatever a person calls there shows their
 * role.
 */

const system = await start();
afterAll(() => system.stop());

it('a demotion reaches the keys when the person looks at what keys are used for', async () => {
  const alice = person('alice', 'analyst');
  const { secret } = await system.as(alice).createKey({ scope: 'read-write' });
  await system.passHours(0.5);
  await system.as(alice, { role: 'viewer' }).listActivity();
  expect((await system.verify({ key: secret, permission: 'dashboards.create' })).code).toBe('permission-denied');
});

it('a role from a token survives a restart, and so does what a later one is compared with', async () => {
  const alice = person('alice', 'administrator');
  await system.as(alice).listKeys();
  const older = await system.tokenOf(alice);
  await system.passHours(0.5);
  await system.as(alice, { role: 'viewer' }).me();
  await system.kill();
  await system.start();
  expect((await system.asService(older).me()).role).toBe('viewer');
});
