import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSecret } from '#key-secret';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Weekly Report Script', scope: 'read-only' };
const KEY = generateSecret({ prefix: 'claribi', mode: 'test' });
const REFUSED = {
  status: 400,
  body: { code: 'invalid-request', detail: expect.stringContaining('looks like an API key: revoke it') },
};

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

describe('a key that is pasted into a text', () => {
  it('is refused wherever it stands, and stored nowhere', async () => {
    const ann = side.as('ann');
    const {
      key: { keyId },
      secret,
    } = await ann.create(NEW_KEY);
    const answers = [
      await ann.post('/v1/keys', { ...NEW_KEY, name: `my key is ${secret} ok` }),
      await ann.post('/v1/keys', { ...NEW_KEY, name: KEY }),
      await ann.post(`/v1/keys/${keyId}/revoke`, { reason: `leaked on slack: ${secret}` }),
      await ann.post('/v1/keys/revoke-all', { reason: `(${KEY})` }),
      await ann.post('/v1/keys', NEW_KEY, { 'idempotency-key': KEY }),
      await ann.get(`/v1/keys?cursor=${KEY}`),
      await ann.get(`/v1/keys/${secret}`),
      await side.asService().put(`/v1/members/${KEY}?orgId=acme`, { active: false }),
      await side.asService().put(`/v1/members/bob?orgId=x${KEY}`, { active: false }),
    ];
    for (const answer of answers) expect(answer).toMatchObject(REFUSED);
    expect(answers.map(({ text }) => text).join()).not.toContain(secret.slice(20));
    expect(await side.store.read('acme/ann', 0)).toHaveLength(2); // the visit, and the key
    expect(side.logLines.join()).not.toMatch(new RegExp(`${secret.slice(20)}|${KEY.slice(20)}`));
  });
});

describe('a name', () => {
  it.each(['😀'.repeat(51), '👨‍👩‍👧‍👦'.repeat(100), '𠀋'.repeat(60)])(
    'of at most 100 characters, as a person counts them, comes back as it was given: %s',
    async (name) => {
      const { key } = await side.as('ann').create({ ...NEW_KEY, name });
      expect((await side.as('ann').get(`/v1/keys/${key.keyId}`)).body.key.name).toBe(name);
    },
  );

  it('is the same text, composed or decomposed', async () => {
    expect((await side.as('ann').create({ ...NEW_KEY, name: 'Cafe\u0301' })).key.name).toBe('Café');
  });

  it.each(['\u200b', '\u3164', '\u00ad', '\u034f', '\u2800', '\u115f', 'a\u202eb', 'a\u2066b', '😀'.repeat(101)])(
    'is not %j',
    async (name) => {
      expect(await side.as('ann').post('/v1/keys', { ...NEW_KEY, name })).toMatchObject({
        status: 400,
        body: { code: 'invalid-request', detail: expect.stringContaining('name must') },
      });
    },
  );
});

describe('a day as expiry', () => {
  it('is in it to its end, UTC, and the answer says so', async () => {
    expect((await side.as('ann').create({ ...NEW_KEY, expiresAt: '2031-12-31' })).key.expiresAt).toBe(
      '2031-12-31T23:59:59.999Z',
    );
  });

  it('may be today, and not yesterday', async () => {
    side.clock.set('2026-03-01T22:59:00Z');
    expect((await side.as('ann').create({ ...NEW_KEY, expiresAt: '2026-03-01' })).key).toMatchObject({
      status: 'active',
      expiresAt: '2026-03-01T23:59:59.999Z',
    });
    expect(await side.as('ann').post('/v1/keys', { ...NEW_KEY, expiresAt: '2026-02-28' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });
});
