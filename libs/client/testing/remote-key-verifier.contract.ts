import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/kit/eventually.js';
import { type BatchKeyVerifier, type KeyVerifier, VerdictUnavailable } from '../key-verifier.js';

/** What a verification that is asked does, or in place of an answer: nothing. */
export type Reply = { readonly answer: unknown } | { readonly status: number } | 'silence';

export interface Question {
  readonly serviceToken: string | undefined;
  /** Of a batch: with `items`. */
  readonly request: unknown;
  /** Which of the connections it came on, by the order in which they were used. */
  readonly connection: number;
}

/** What is asked of it is answered by this. */
export type React = (question: Question) => Reply | Promise<Reply>;

export type ClosableVerifier = BatchKeyVerifier & { close(): Promise<void> };

export interface VerifierOptions {
  readonly serviceToken?: string;
  readonly timeoutMs?: number;
  readonly longestConnectionMs?: number;
  /** Where its host is. Default: where this stands in. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
}

/** Somebody who stands in for verification at one address. */
export interface Counterpart {
  verifier(options?: VerifierOptions): BatchKeyVerifier;
  /** Nobody is there from now on, connections included. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const KEY = 'claribi_sk_live_secret';
const TOKEN = 't0ken';
const REVOKED = { valid: false, code: 'revoked' } as const;
const UNAVAILABLE = { valid: false, code: 'verdict-unavailable' } as const;

/** What a KeyVerifier that asks over the wire promises besides, by whichever way it asks. */
export function remoteKeyVerifierContract(name: string, open: (react: React) => Promise<Counterpart>): void {
  describe(`remote key verifier: ${name}`, () => {
    let counterpart: Counterpart;
    let reply: Reply | ((connection: number, question: Question) => Reply | Promise<Reply>);
    const asked: Question[] = [];

    beforeEach(async () => {
      reply = { answer: REVOKED };
      asked.length = 0;
      counterpart = await open((question) => {
        asked.push(question);
        return typeof reply === 'function' ? reply(question.connection, question) : reply;
      });
    });
    afterEach(() => counterpart.close());

    const failureOf = (verifier: KeyVerifier): Promise<unknown> =>
      verifier.verify({ key: KEY }).then(
        () => undefined,
        (error: unknown) => error,
      );

    it('asks with its service token and gives back the verdict', async () => {
      const endpoint = { method: 'GET', path: '/api/reports' };
      expect(await counterpart.verifier({ serviceToken: TOKEN }).verify({ key: KEY, endpoint })).toEqual(REVOKED);
      expect(await counterpart.verifier().verify({ key: KEY, permission: 'reports.view' })).toEqual(REVOKED);
      expect(asked).toMatchObject([
        { serviceToken: TOKEN, request: { key: KEY, endpoint } },
        { serviceToken: undefined, request: { key: KEY, permission: 'reports.view' } },
      ]);
    });

    it('gives each of many questions at once its own verdict', async () => {
      const verifier = counterpart.verifier({ timeoutMs: 30_000 });
      expect(await Promise.all(Array.from({ length: 50 }, () => verifier.verify({ key: KEY })))).toEqual(
        Array(50).fill(REVOKED),
      );
    });

    it.each<[string, Reply]>([
      ['is refused as a service', { status: 401 }],
      ['no verdict can be given', { status: 503 }],
      ['it fails over there', { status: 500 }],
      ['is answered half a verdict', { answer: { valid: true } }],
      ['is answered an unknown code', { answer: { valid: false, code: 'later' } }],
      ['is answered no object', { answer: 'yes' }],
    ])('has no verdict when %s', async (_, given) => {
      reply = given;
      expect(await failureOf(counterpart.verifier())).toBeInstanceOf(VerdictUnavailable);
    });

    it('has no verdict when nobody answers in time, and one when somebody does again', async () => {
      const verifier = counterpart.verifier({ timeoutMs: 100 });
      reply = 'silence';
      expect(await failureOf(verifier)).toBeInstanceOf(VerdictUnavailable);
      reply = { answer: REVOKED };
      expect(await verifier.verify({ key: KEY })).toEqual(REVOKED);
    });

    it('has no verdict while nobody is there, and one as soon as somebody is back', async () => {
      const verifier = counterpart.verifier();
      expect(await verifier.verify({ key: KEY })).toEqual(REVOKED);
      await counterpart.leave();
      expect(await failureOf(verifier)).toBeInstanceOf(VerdictUnavailable);
      await counterpart.comeBack();
      expect(await verifier.verify({ key: KEY })).toEqual(REVOKED);
    });

    it('asks the next question on another connection when no verdict could be given on this one, and keeps one that works', async () => {
      const verifier = counterpart.verifier();
      reply = (connection) => (connection === 0 ? { status: 503 } : { answer: REVOKED });
      expect(await failureOf(verifier)).toBeInstanceOf(VerdictUnavailable);
      for (let question = 0; question < 5; question++) expect(await verifier.verify({ key: KEY })).toEqual(REVOKED);
      expect(asked.map(({ connection }) => connection)).toEqual([0, 1, 1, 1, 1, 1]);
    });

    it('loses no question that is open on a connection that it leaves', async () => {
      const verifier = counterpart.verifier({ timeoutMs: 30_000 });
      let answerAll = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        answerAll = resolve;
      });
      let isFirst = true;
      reply = async () => {
        await held;
        if (!isFirst) return { answer: REVOKED };
        isFirst = false;
        return { status: 503 };
      };
      const questions = Promise.allSettled(Array.from({ length: 20 }, () => verifier.verify({ key: KEY })));
      await eventually(() => {
        expect(asked).toHaveLength(20);
      });
      answerAll();
      const outcomes = (await questions).map(({ status }) => status);
      expect(outcomes.filter((status) => status === 'fulfilled')).toHaveLength(19);
      expect(asked).toHaveLength(20); // and none was asked twice
    });

    it('tries other connections more and more rarely while no verdict can be had on any', async () => {
      const verifier = counterpart.verifier();
      reply = { status: 503 };
      const startedAt = performance.now();
      for (let question = 0; question < 100; question++) await failureOf(verifier);
      const tookMs = performance.now() - startedAt;
      expect(new Set(asked.map(({ connection }) => connection)).size).toBeLessThanOrEqual(
        2 + Math.log2(1 + tookMs / 100) + tookMs / 2000,
      );
      reply = { answer: REVOKED };
      expect(await verifier.verify({ key: KEY })).toEqual(REVOKED);
    });

    it('replaces a connection that has become old, without a question that has no verdict', async () => {
      const verifier = counterpart.verifier({ longestConnectionMs: 20 });
      await eventually(async () => {
        expect(await Promise.all(Array.from({ length: 5 }, () => verifier.verify({ key: KEY })))).toEqual(
          Array(5).fill(REVOKED),
        );
        expect(Math.max(...asked.map(({ connection }) => connection))).toBeGreaterThan(5);
      });
    });

    it('finds a verdict at another address of the host when one cannot be asked', async () => {
      const lookup = () => Promise.resolve(['127.0.0.1', '127.9.9.9']); // nobody is at the second one
      const verifier = counterpart.verifier({ timeoutMs: 30_000, lookup });
      for (let question = 0; question < 10; question++) expect(await verifier.verify({ key: KEY })).toEqual(REVOKED);
      expect(asked).toHaveLength(10);
    });

    describe('a batch', () => {
      const batch = (count: number) => Array.from({ length: count }, (_, at) => ({ key: `${KEY}${String(at)}` }));
      const answers = (...results: unknown[]): Reply => ({ answer: { results } });

      it('is asked in pieces of 100, with the service token, and answered in order', async () => {
        reply = (_connection, question) =>
          answers(...itemsOf(question).map((_, at) => (at === 0 ? UNAVAILABLE : REVOKED)));
        const given = await counterpart.verifier({ serviceToken: TOKEN }).verifyBatch(batch(250));
        expect(given).toEqual(batch(250).map((_, at) => (at % 100 === 0 ? UNAVAILABLE : REVOKED)));
        expect(asked.map((question) => itemsOf(question).length).sort()).toEqual([100, 100, 50]);
        expect(asked.flatMap(itemsOf)).toHaveLength(250);
        expect(asked.flatMap(itemsOf)).toEqual(expect.arrayContaining(batch(250)));
        expect(new Set(asked.map(({ serviceToken }) => serviceToken))).toEqual(new Set([TOKEN]));
      });

      it.each<[string, Reply]>([
        ['it is refused as a service', { status: 401 }],
        ['no verdict can be given', { status: 503 }],
        ['nobody answers in time', 'silence'],
        ['fewer answers come', answers(REVOKED)],
        ['more answers come', answers(REVOKED, REVOKED, REVOKED)],
        ['half a verdict is among them', answers(REVOKED, { valid: true })],
        ['an unknown code is among them', answers(REVOKED, { valid: false, code: 'later' })],
        ['none of them has one', answers(UNAVAILABLE, UNAVAILABLE)],
      ])('has no verdict when %s', async (_, given) => {
        reply = given;
        const verifier = counterpart.verifier({ timeoutMs: given === 'silence' ? 100 : 30_000 });
        await expect(verifier.verifyBatch(batch(2))).rejects.toBeInstanceOf(VerdictUnavailable);
      });

      it('leaves a replica that has no verdict on any of it', async () => {
        const verifier = counterpart.verifier({ timeoutMs: 30_000 });
        reply = (connection) => answers(connection === 0 ? UNAVAILABLE : REVOKED);
        await expect(verifier.verifyBatch(batch(1))).rejects.toBeInstanceOf(VerdictUnavailable);
        expect(await verifier.verifyBatch(batch(1))).toEqual([REVOKED]);
        expect(asked.map(({ connection }) => connection)).toEqual([0, 1]);
      });

      it('of nothing asks nobody', async () => {
        expect(await counterpart.verifier().verifyBatch([])).toEqual([]);
        expect(asked).toEqual([]);
      });
    });

    it('keeps the key and the token out of its errors', async () => {
      reply = { status: 401 };
      const errors = [await failureOf(counterpart.verifier({ serviceToken: TOKEN }))];
      await counterpart.leave();
      errors.push(await failureOf(counterpart.verifier({ serviceToken: TOKEN })));
      for (const error of errors) expect(everythingOf(error)).not.toMatch(/claribi_sk_live_secret|t0ken/);
    });
  });
}

function itemsOf({ request }: Question): readonly unknown[] {
  return typeof request === 'object' && request !== null && 'items' in request && Array.isArray(request.items)
    ? request.items
    : [];
}

function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${String(error)} ${error.stack ?? ''} ${JSON.stringify(error)} ${everythingOf(error.cause)}`;
}
