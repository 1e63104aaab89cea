import { describe, expect, it } from '@jest/globals';
import { type Cases, IDENTITY, identityIn, REPORTS } from './expectations.js';

const FORGED = {
  'X-Key-Id': 'forged',
  'X-Key-Mode': 'test',
  'X-Key-Org': 'forged',
  'X-Key-Owner': 'acme/forged',
  'X-Key-Role': 'owner',
  'X-Key-Scope': 'read-only',
};
/** Some services take these for the real path, method or sender. */
const MISLEADING = [
  ['X-Original-URL', '/api/users/7'],
  ['X-Rewrite-URL', '/api/users/7'],
  ['X-HTTP-Method', 'DELETE'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Method-Override', 'DELETE'],
] as const;

export function identityCases({ stage, traits }: Cases): void {
  describe('who it is', () => {
    const expectIdentity = async (said: Record<string, string | string[]>) => {
      const { secret, keyId, role, scope } = await stage().lastingKeyOf('analyst');
      const { answer, reached } = await stage().watch({ path: REPORTS, headers: { 'X-API-Key': secret, ...said } });
      expect([answer.status, reached.map(identityIn)]).toEqual([
        200,
        [
          [
            ['x-key-id', keyId],
            ['x-key-mode', 'live'],
            ['x-key-org', 'acme'],
            ['x-key-owner', expect.stringMatching(/^acme\/alice/)],
            ['x-key-role', role],
            ['x-key-scope', scope],
          ],
        ],
      ]);
    };

    it('reaches the upstream in six headers, each once', async () => {
      await expectIdentity({});
    });

    it('is not what the client says of itself', async () => {
      await expectIdentity(FORGED);
    });

    it.each(Object.entries(FORGED))(
      'is not in the client’s own %s: twice, in small letters, empty',
      async (name, to) => {
        await expectIdentity({ [name]: [to, to] });
        await expectIdentity({ [name.toLowerCase()]: to });
        await expectIdentity({ [name]: '' });
      },
    );

    it.each(['x_key_owner', 'X_KEY_ROLE', 'X-Key_Role', 'X_Key-Scope', 'x_key-id'])(
      'is not in %s, which some upstreams take for the same',
      async (name) => {
        await expectIdentity({ [name]: 'forged' });
      },
    );

    it.each(IDENTITY)('loses no %s to a client that names it in Connection', async (name) => {
      const { answer, reached } = await stage().watch({
        path: REPORTS,
        headers: { ...(await stage().shown('viewer')), Connection: `keep-alive, ${name}` },
      });
      expect(answer.status).toBe(200);
      expect(reached.map(identityIn).map((headers) => headers.map(([each]) => each))).toEqual([
        IDENTITY.map((each) => each.toLowerCase()),
      ]);
    });
  });

  describe('what the upstream is not shown', () => {
    const watched = (headers: Record<string, string>) => stage().watch({ path: REPORTS, headers });

    it('the key in X-API-Key', async () => {
      const { secret } = await stage().lastingKeyOf('viewer');
      for (const headers of [{ 'X-API-Key': secret }, { 'x-api-key': secret, Authorization: 'Basic dXNlcjpwYXNz' }]) {
        const { answer, reached } = await watched(headers);
        expect([answer.status, reached.length]).toEqual([200, 1]);
        expect(JSON.stringify(reached)).not.toContain(secret);
      }
    });

    it(`the key in Authorization: ${traits.bearer}`, async () => {
      const { secret } = await stage().lastingKeyOf('viewer');
      for (const Authorization of [`Bearer ${secret}`, `bearer ${secret}`, `Bearer  ${secret}`]) {
        const { answer, reached } = await watched({ Authorization });
        expect([answer.status, reached.length]).toEqual([200, 1]);
        expect(JSON.stringify(reached).includes(secret)).toBe(traits.bearer === 'shown');
      }
    });

    it('the token of the gateway', async () => {
      const { reached } = await watched(await stage().shown('viewer'));
      expect(reached).toHaveLength(1);
      expect(JSON.stringify(reached)).not.toContain(stage().token);
    });

    it.each(MISLEADING)('%s, by which it could take the request for another', async (name, value) => {
      const { answer, reached } = await watched({ ...(await stage().shown('viewer')), [name]: value });
      // where the gateway itself judges by such a header, or Keyward sees two of them, it is refused
      if (answer.status === 200)
        expect(reached.map(({ headers }) => headers.filter(([each]) => each === name.toLowerCase()))).toEqual([[]]);
      else expect([answer.status, reached]).toEqual([403, []]);
    });

    it('nothing of an Authorization that is no key’s is taken away', async () => {
      const own = 'Bearer of-the-service';
      const { reached } = await watched({ ...(await stage().shown('viewer')), Authorization: own });
      expect(reached.map(({ headers }) => headers.filter(([name]) => name === 'authorization'))).toEqual([
        [['authorization', own]],
      ]);
    });
  });
}
