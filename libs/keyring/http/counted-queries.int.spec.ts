import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

it('every query of keys and members is counted and logged as a command is', async () => {
  const ann = side.as('ann', { role: 'administrator' });
  const { key } = await ann.create({ name: 'Feed', scope: 'read-only' });
  for (const path of ['/v1/me', '/v1/keys', `/v1/keys/${key.keyId}`, `/v1/keys/${key.keyId}/history`, '/v1/keys/none'])
    await ann.get(path);
  for (const path of ['/v1/members', '/v1/members/ann', '/v1/members/ann/history']) await ann.get(path);

  const handled = [
    ['GetMe', 'done'],
    ['ListKeys', 'done'],
    ['GetKey', 'done'],
    ['GetKeyHistory', 'done'],
    ['GetKey', 'key-not-found'],
    ['ListMembers', 'done'],
    ['GetMember', 'done'],
    ['GetMemberHistory', 'done'],
  ];
  const page = await side.http.metrics.metrics();
  for (const [query, outcome] of handled)
    expect(page).toContain(`keyward_queries_total{query="${String(query)}",outcome="${String(outcome)}"} 1\n`);
  expect(page).toContain('keyward_commands_total{command="CreateKey",outcome="done"} 1\n');
  const lines = side.logLines.map((line): unknown => JSON.parse(line));
  for (const [query, outcome] of handled) expect(lines).toContainEqual(expect.objectContaining({ query, outcome }));
  expect(lines).toContainEqual(expect.objectContaining({ command: 'CreateKey', outcome: 'done' }));
});
