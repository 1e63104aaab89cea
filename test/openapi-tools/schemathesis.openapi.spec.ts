import { expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { WITHOUT_LIMITS } from '../chaos/chaos.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';
import { outcomeOf, pythonTool } from './installed-tools.js';

const NOTHING = 'no failure';
const CONFIGURATION = join(import.meta.dirname, 'schemathesis.toml');

it('schemathesis finds nothing in a running Keyward that its document does not say', async () => {
  await using keyward = await start({ env: { ...WITHOUT_LIMITS, KEYWARD_TEST_CLOCK: undefined, LOG_LEVEL: 'info' } });
  const [ada, guest] = [person('ada', 'owner', 'globex'), person('guest', 'owner', 'globex')];
  const { secret } = await keyward.as(guest).createKey({ scope: 'read-write' });
  const seed = String(Math.abs(jest.getSeed()));
  const args = ['run', `${keyward.addressOf('/v1/openapi.json')}/v1/openapi.json`, `--seed=${seed}`, '--no-color'];
  const tool = await pythonTool('schemathesis');
  const { code, output } = await outcomeOf([...tool, `--config-file=${CONFIGURATION}`, ...args], {
    cwd: keyward.folder,
    env: {
      PATH: process.env['PATH'],
      USER_TOKEN: await keyward.tokenOf(ada),
      SERVICE_TOKEN: keyward.serviceToken,
      API_KEY: secret,
    },
  });
  expect(code === 0 ? NOTHING : output).toBe(NOTHING);
  expect(output).toMatch(/Test cases:\n +[1-9]\d{2,} generated/);
});
