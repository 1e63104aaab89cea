import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { person } from '../kit/users.js';
import { pythonTool } from './installed-tools.js';
import { DONE, Workshop } from './workshop.js';

const found = z.record(z.string(), z.json());

let workshop: Workshop;
beforeAll(async () => {
  workshop = await Workshop.open();
});
afterAll(() => workshop[Symbol.asyncDispose]());

describe('the client that openapi-python-client generates', () => {
  it('leaves nothing of the document out', async () => {
    workshop.write('settings.json', { post_hooks: [] });
    const args = ['--path=openapi.json', '--meta=none', '--output-path=keyward_client', '--config=settings.json'];
    const generator = await pythonTool('openapi-python-client');
    expect(await workshop.run(generator, ['generate', '--fail-on-warning', ...args])).toEqual(DONE);
  });

  it('has types for errors, strictly checked', async () => {
    const mypy = await pythonTool('mypy');
    expect(await workshop.run(mypy, ['--strict', 'keyward_client', 'use_client.py'])).toEqual(DONE);
  });

  it('creates a key, verifies it and revokes it, and is refused with a typed problem', async () => {
    const { keyward } = workshop;
    const { code, output } = await workshop.run(await pythonTool(), ['use_client.py'], {
      KEYWARD_URL: keyward.addressOf('/v1/keys'),
      USER_TOKEN: await keyward.tokenOf(person('ada', 'analyst')),
      SERVICE_TOKEN: keyward.serviceToken,
    });
    expect([code, output]).toEqual([0, expect.stringMatching(/^\{.*\}$/m)]);
    expect(found.parse(JSON.parse(output))).toEqual({
      'while in force': 'valid read-only',
      confirmed: true,
      'once revoked': 'revoked',
      missing: [404, 'key-not-found', expect.any(String)],
    });
  });
});
