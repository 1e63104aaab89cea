import { create } from '@bufbuild/protobuf';
import { type ServerDuplexStream } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod, GrpcStreamCall } from '@nestjs/microservices';
import { Problem, verifyBatchRequest, verifyRequest } from '#contracts';
import { token } from '#process';
import { Verification, VerifyBatchRequestSchema, VerifyBatchResponseSchema, VerifyRequestSchema } from '#protos';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { batchAnswerOf } from '../domain/answer.js';
import { type Verdict } from '../domain/judge.js';
import { GrpcProblemFilter } from './grpc-problem.filter.js';
import { bytesOf } from './grpc-status.js';
import { QuestionStream, type QuestionStreamParts } from './question-stream.js';
import { answerBytes, answerMessage, questionOf, readMessage, requireKnown } from './verify-messages.js';

export interface VerifyGrpcOptions extends Omit<QuestionStreamParts, 'verifier'> {
  readonly verifier: Verifier;
}

export const VERIFY_GRPC = token<VerifyGrpcOptions>('VerifyGrpc');

/** The questions of `POST /v1/verify` and `/v1/verify/batch` over gRPC. `GrpcServer` has admitted who asks. */
@Controller()
@UseFilters(GrpcProblemFilter)
export class VerifyGrpcController {
  constructor(@Inject(VERIFY_GRPC) private readonly options: VerifyGrpcOptions) {}

  @GrpcMethod(Verification.typeName, 'Verify')
  verify(message: Buffer): Buffer | Promise<Buffer> {
    const arrivedAt = performance.now();
    const { key, ...question } = parsedRequest(verifyRequest, questionOf(readMessage(VerifyRequestSchema, message)));
    const verdict = this.options.verifier.verify(key, question, 'grpc', arrivedAt);
    return verdict instanceof Promise ? verdict.then(answered) : answered(verdict);
  }

  @GrpcMethod(Verification.typeName, 'VerifyBatch')
  async verifyBatch(message: Buffer): Promise<Buffer> {
    const arrivedAt = performance.now();
    const batch = readMessage(VerifyBatchRequestSchema, message);
    requireKnown(batch);
    const { items } = parsedRequest(verifyBatchRequest, { items: batch.items.map(questionOf) });
    const { results } = batchAnswerOf(await this.options.verifier.verifyBatch(items, 'grpc-batch', arrivedAt));
    return bytesOf(
      VerifyBatchResponseSchema,
      create(VerifyBatchResponseSchema, { results: results.map(answerMessage) }),
    );
  }

  @GrpcStreamCall(Verification.typeName, 'VerifyStream')
  verifyStream(call: ServerDuplexStream<Buffer, Buffer>): void {
    new QuestionStream(call, this.options).run();
  }
}

/** @throws Problem verdict-unavailable */
function answered(verdict: Verdict): Buffer {
  if (verdict.outcome === 'unavailable') throw new Problem('verdict-unavailable');
  return answerBytes(verdict);
}
