import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { type Cases, expectNothing, expectRefusal, IDENTITY, OF_ADMINISTRATORS, REPORTS } from './expectations.js';

const FAMILIES = {
  forwarded: { 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': REPORTS },
  original: { 'X-Original-Method': 'GET', 'X-Original-URI': REPORTS },
  'original, whole': { 'X-Original-Method': 'GET', 'X-Original-URL': `http://x${REPORTS}` },
  'original, both': { 'X-Original-URL': REPORTS, 'X-Original-URI': REPORTS },
  override: { 'X-HTTP-Method-Override': 'GET', 'X-HTTP-Method': 'GET', 'X-Method-Override': 'GET' },
  rewrite: { 'X-Rewrite-URL': REPORTS, 'X-Forwarded-Prefix': REPORTS, 'X-Forwarded-Path': REPORTS },
} as const;
const WAYS = {
  once: (family: Readonly<Record<string, string>>) => ({ ...family }),
  twice: (family: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(family).map(([name, value]) => [name, [value, value]])),
  'and in Connection': (family: Readonly<Record<string, string>>) => ({
    ...family,
    Connection: `keep-alive, ${Object.keys(family).join(', ')}`,
  }),
} as const;

export function refusalCases({ stage, traits }: Cases): void {
  describe(`what is refused never reaches the upstream, and the refusal is ${traits.refusal}`, () => {
    const refused = async (
      headers: Record<string, string | string[]>,
      status: 401 | 403,
      code: string,
      path = REPORTS,
    ) => {
      expectRefusal(traits, await stage().watch({ path, headers }), status, code);
    };

    it('no key: 401', () => refused({}, 401, 'key-missing'));
    it('no key, but the headers of somebody: 401', () =>
      refused(Object.fromEntries(IDENTITY.map((name) => [name, 'owner'])), 401, 'key-missing'));
    it('a value that is no key: 401', () => refused({ 'X-API-Key': 'hello' }, 401, 'malformed'));
    it('a Bearer value that is no key: 401', async () => {
      const { answer, reached } = await stage().watch({ path: REPORTS, headers: { Authorization: 'Bearer hello' } });
      expect([answer.status, reached]).toEqual([401, []]);
    });
    it('a key whose end is another: 401', async () => {
      const { secret } = await stage().lastingKeyOf('viewer');
      const { answer, reached } = await stage().watch({
        path: REPORTS,
        headers: { 'X-API-Key': `${secret.slice(0, -6)}${randomBytes(3).toString('hex')}` },
      });
      expect([answer.status, reached]).toEqual([401, []]);
    });
    it('two keys: 401', async () => {
      const [one, other] = [await stage().lastingKeyOf('viewer'), await stage().lastingKeyOf('analyst')];
      for (const headers of [
        { 'X-API-Key': [one.secret, other.secret] },
        { 'X-API-Key': one.secret, Authorization: `Bearer ${other.secret}` },
      ]) {
        const { answer, reached } = await stage().watch({ path: REPORTS, headers });
        expect([answer.status, reached]).toEqual([401, []]);
      }
    });

    it('a revoked key, from the very next request on: 401', async () => {
      const { owner, secret, keyId } = await stage().keyOf('viewer');
      expect((await stage().send({ path: REPORTS, headers: { 'X-API-Key': secret } })).status).toBe(200);
      await owner.revoke(keyId);
      await refused({ 'X-API-Key': secret }, 401, 'revoked');
    });
    it('a paused key, until it is resumed: 401', async () => {
      const { owner, secret, keyId } = await stage().keyOf('viewer');
      await owner.pause(keyId);
      await refused({ 'X-API-Key': secret }, 401, 'paused');
      await owner.resume(keyId);
      expect((await stage().send({ path: REPORTS, headers: { 'X-API-Key': secret } })).status).toBe(200);
    });

    it('what the role may not do: 403', async () => {
      const headers = await stage().shown('viewer');
      const watched = await stage().watch({ method: 'POST', path: REPORTS, headers, body: {} });
      expectRefusal(traits, watched, 403, 'permission-denied');
    });
    it('what the scope of the key does not cover: 403', async () => {
      const { secret } = await stage().keyOf('analyst', 'read-only');
      const watched = await stage().watch({
        method: 'POST',
        path: '/api/dashboards',
        headers: { 'X-API-Key': secret },
        body: {},
      });
      expectRefusal(traits, watched, 403, 'permission-denied');
    });
    it('a route that nobody knows: 403', async () =>
      refused(await stage().shown('viewer'), 403, 'route-unmapped', '/api/nowhere'));

    it('a HEAD without a key: 401 without a body', async () => {
      const { answer, reached } = await stage().watch({ method: 'HEAD', path: REPORTS });
      expect([answer.status, answer.text, reached]).toEqual([401, '', []]);
    });
    it.each([{}, { Expect: '100-continue' }])('a body without a key, %j: 401', async (headers) => {
      const watched = await stage().watch({ method: 'POST', path: REPORTS, headers, rawBody: 'x'.repeat(10_000) });
      expectRefusal(traits, watched, 401, 'key-missing');
    });

    it(`headers that are too long for Keyward: ${String(traits.tooLong)}, and nobody is told to try again`, async () => {
      const { answer, reached } = await stage().watch({ path: REPORTS, headers: { 'X-API-Key': 'k'.repeat(20_000) } });
      expect([answer.status, answer.headers['retry-after'], reached]).toEqual([traits.tooLong, undefined, []]);
      if (traits.tooLong === 431) expect(answer.body).toMatchObject({ status: 431, code: 'headers-too-large' });
    });
  });

  describe('a route that the client says is another is judged for what it is', () => {
    it.each(
      Object.entries(FAMILIES).flatMap(([name, family]) =>
        Object.entries(WAYS).map(([way, headersOf]) => [name, way, headersOf(family)] as const),
      ),
    )('headers of the family %s, %s', async (_name, _way, headers) => {
      expectNothing(
        await stage().watch({
          method: 'DELETE',
          path: OF_ADMINISTRATORS,
          headers: { ...(await stage().shown('viewer')), ...headers },
        }),
      );
    });

    it.each(['x/api/reports?', 'x/api/reports#', 'x?', 'x#', 'x@y'])('a Host like %s', async (Host) => {
      expectNothing(
        await stage().watch({ path: OF_ADMINISTRATORS, headers: { ...(await stage().shown('viewer')), Host } }),
      );
    });
  });
}
