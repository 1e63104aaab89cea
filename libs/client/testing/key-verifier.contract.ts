import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/kit/eventually.js';
import { type BatchKeyVerifier, VerdictUnavailable } from '../key-verifier.js';

/** A verifier, and the Keyward whose verdicts it gives: with the shipped permissions and routes. */
export interface VerifierUnderTest {
  readonly verifier: BatchKeyVerifier;
  /** A read-only key of an analyst, that works. */
  issue(): Promise<string>;
  revoke(secret: string): Promise<void>;
  /** There are no verdicts from now on. */
  becomeUnavailable(): Promise<void>;
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** Every verdict that the KeyVerifier port promises, whoever gives it. */
export function keyVerifierContract(name: string, open: () => Promise<VerifierUnderTest>): void {
  describe(`key verifier: ${name}`, () => {
    let keyward: VerifierUnderTest;
    beforeEach(async () => {
      keyward = await open();
    });
    afterEach(() => keyward.close());

    it('says who a good key is, and what it may do', async () => {
      const answer = await keyward.verifier.verify({ key: await keyward.issue(), permission: 'reports.view' });
      expect(answer).toEqual({
        valid: true,
        code: 'valid',
        keyId: expect.any(String),
        credentialId: expect.any(String),
        ownerId: expect.stringMatching(/^[^/]+\/[^/]+$/),
        orgId: expect.any(String),
        scope: 'read-only',
        mode: 'live',
        role: 'analyst',
        permissions: expect.arrayContaining(['reports.view']),
        expiresAt: null,
        activeUntil: null,
      });
    });

    it('judges a permission by role and scope, and an endpoint by the route table', async () => {
      const key = await keyward.issue();
      const endpoint = (method: string, path: string) => ({ key, endpoint: { method, path } });
      const denied = { valid: false, code: 'permission-denied' };
      expect(await keyward.verifier.verify({ key })).toMatchObject({ valid: true });
      expect(await keyward.verifier.verify({ key, permission: 'reports.edit' })).toEqual({
        ...denied,
        permission: 'reports.edit',
        reason: 'scope',
      });
      expect(await keyward.verifier.verify({ key, permission: 'billing.manage' })).toMatchObject({
        ...denied,
        reason: 'role',
      });
      expect(await keyward.verifier.verify({ key, permission: 'no.such' })).toMatchObject(denied);
      expect(await keyward.verifier.verify(endpoint('GET', '/api/reports/r1'))).toMatchObject({ valid: true });
      expect(await keyward.verifier.verify(endpoint('DELETE', '/api/reports/r1'))).toMatchObject({
        ...denied,
        permission: 'reports.delete',
      });
      for (const path of ['/api/nowhere', '/api/reports/../users'])
        expect(await keyward.verifier.verify(endpoint('GET', path))).toEqual({ valid: false, code: 'route-unmapped' });
    });

    it('refuses what is no key, and a key that nobody issued', async () => {
      const key = await keyward.issue();
      expect(await keyward.verifier.verify({ key: key.slice(1) + 'x' })).toEqual({ valid: false, code: 'malformed' });
      expect(await keyward.verifier.verify({ key: '' })).toEqual({ valid: false, code: 'malformed' });
      expect(
        await keyward.verifier.verify({ key: 'claribi_sk_live_0000000000000000000000000000000rkb9v' }),
      ).toMatchObject({ valid: false });
    });

    it('refuses a key from the moment that it was revoked', async () => {
      const [key, other] = [await keyward.issue(), await keyward.issue()];
      expect(await keyward.verifier.verify({ key })).toMatchObject({ valid: true });
      await keyward.revoke(key);
      expect(await keyward.verifier.verify({ key, permission: 'reports.view' })).toEqual({
        valid: false,
        code: 'revoked',
      });
      expect(await keyward.verifier.verify({ key: other })).toMatchObject({ valid: true });
    });

    it('has no verdict, not even on a good key, while none can be had, and one afterwards', async () => {
      const key = await keyward.issue();
      expect(await keyward.verifier.verify({ key })).toMatchObject({ valid: true });
      await keyward.becomeUnavailable();
      const error = await keyward.verifier.verify({ key }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(VerdictUnavailable);
      expect(JSON.stringify([String(error), error])).not.toContain(key);
      await keyward.recover();
      await eventually(async () => {
        expect(await keyward.verifier.verify({ key })).toMatchObject({ valid: true });
      });
    });

    it('answers many questions at once, each in its place and as it would alone', async () => {
      const [key, revoked] = [await keyward.issue(), await keyward.issue()];
      await keyward.revoke(revoked);
      const some = [
        { key, permission: 'reports.view' },
        { key: revoked },
        { key, permission: 'reports.edit' },
        { key: 'none' },
        { key, endpoint: { method: 'GET', path: '/api/reports/r1' } },
        { key, endpoint: { method: 'GET', path: '/api/nowhere' } },
      ];
      const requests = Array.from({ length: 42 }, () => some).flat();
      const alone = await Promise.all(some.map((request) => keyward.verifier.verify(request)));
      expect(alone.map(({ code }) => code)).toEqual([
        'valid',
        'revoked',
        'permission-denied',
        'malformed',
        'valid',
        'route-unmapped',
      ]);
      const answers = await keyward.verifier.verifyBatch(requests);
      expect(answers).toEqual(requests.map((_, at) => alone[at % alone.length]));
      expect(await keyward.verifier.verifyBatch([])).toEqual([]);
    });

    it('has no verdict on a batch, on good keys either, while none can be had', async () => {
      const key = await keyward.issue();
      await keyward.becomeUnavailable();
      await expect(keyward.verifier.verifyBatch([{ key }, { key }])).rejects.toBeInstanceOf(VerdictUnavailable);
      await keyward.recover();
      await eventually(async () => {
        expect(await keyward.verifier.verifyBatch([{ key }])).toMatchObject([{ valid: true }]);
      });
    });

    it('has no verdict on a batch with a question that is none', async () => {
      const questions = [{ key: await keyward.issue() }, { key: 'x', permission: '' }];
      await expect(keyward.verifier.verifyBatch(questions)).rejects.toBeInstanceOf(VerdictUnavailable);
    });

    it('has no verdict on a question that is none', async () => {
      const key = await keyward.issue();
      for (const question of [
        { permission: '' },
        { endpoint: { method: '', path: '/api/reports' } },
        { permission: 'reports.view', endpoint: { method: 'GET', path: '/api/reports' } },
      ])
        await expect(keyward.verifier.verify({ key, ...question })).rejects.toBeInstanceOf(VerdictUnavailable);
    });
  });
}
