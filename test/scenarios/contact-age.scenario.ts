import { afterAll, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../kit/eventually.js';
import { readMail } from '../kit/received-mail.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start();
afterAll(() => system.stop());

const outbox = join(system.folder, 'outbox');
const recipients = () =>
  readdirSync(outbox).map((name) => readMail(readFileSync(join(outbox, name), 'latin1')).headers['to']);

it('a reminder goes to the address in the newest token, whatever an older one still says', async () => {
  const ann = person('ann', 'analyst');
  const { key } = await system.as(ann).createKey();
  await system.as(ann).setReminder(key.keyId, 30);
  const iat = Math.floor(system.now().getTime() / 1000) - 5000;
  const older = await system.tokenOf(ann, {
    email: 'old@example.test',
    name: 'Eve,\n\nYour key was stolen. Go to https://evil.example now.',
    iat,
  });
  const headers = { authorization: `Bearer ${older}` };
  expect((await system.send({ path: '/v1/me', headers })).status).toBe(200);
  expect(
    (await system.send({ method: 'PUT', path: `/v1/keys/${key.keyId}/reminder`, headers, body: { intervalDays: 30 } }))
      .status,
  ).toBe(200);
  await system.passDays(23.5);
  await eventually(
    () => {
      expect(recipients()).toEqual([`ann <${ann.email}>`]);
    },
    { timeout: 10_000 },
  );
});
