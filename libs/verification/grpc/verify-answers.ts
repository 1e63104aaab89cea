import { Problem, verifyBatchRequest } from '#contracts';
import { Verification, VerifyBatchRequestSchema, VerifyRequestSchema } from '#protos';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { type Verdict } from '../domain/judge.js';
import { plainBatch } from '../http/plain-request.js';
import { pathOf } from './grpc-services.js';
import { type Answer } from './unary-answers.js';
import { answerBytes, batchBytes, questionOf, readMessage, requestOf, requireKnown } from './verify-messages.js';

/**
 * The questions of `POST /v1/verify` and `/v1/verify/batch` over gRPC, by the path of their method. `GrpcServer` has
 * admitted who asks.
 */
export function verifyAnswers(verifier: Verifier): Readonly<Record<string, Answer>> {
  return {
    [pathOf(Verification.method.verify)]: (message) => {
      const arrivedAt = performance.now();
      const { key, ...question } = requestOf(readMessage(VerifyRequestSchema, message));
      const verdict = verifier.verify(key, question, 'grpc', arrivedAt);
      return verdict instanceof Promise ? verdict.then(answered) : answered(verdict);
    },
    [pathOf(Verification.method.verifyBatch)]: async (message) => {
      const arrivedAt = performance.now();
      const batch = readMessage(VerifyBatchRequestSchema, message);
      requireKnown(batch);
      const asked = { items: batch.items.map(questionOf) };
      const items = plainBatch(asked) ?? parsedRequest(verifyBatchRequest, asked).items;
      return batchBytes(await verifier.verifyBatch(items, 'grpc-batch', arrivedAt));
    },
  };
}

/** @throws Problem verdict-unavailable */
function answered(verdict: Verdict): Buffer {
  if (verdict.outcome === 'unavailable') throw new Problem('verdict-unavailable');
  return answerBytes(verdict);
}
