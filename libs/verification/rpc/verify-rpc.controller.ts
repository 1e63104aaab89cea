import { Controller, Inject, UseFilters } from '@nestjs/common';
import { Ctx, MessagePattern, Payload, TcpContext, Transport } from '@nestjs/microservices';
import { Problem, type VerifyAnswer, type VerifyBatchAnswer, verifyBatchRequest, verifyRequest } from '#contracts';
import { excessOf } from '#http';
import { token } from '#process';
import { type z } from 'zod';
import { type AdmitCaller, type NoticeToken } from '../application/admit-caller.js';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { answerOf, batchAnswerOf } from '../domain/answer.js';
import { RpcConnection } from './rpc-connection.js';
import { RpcProblemFilter } from './rpc-problem.filter.js';

export interface VerifyRpcOptions {
  readonly verifier: Verifier;
  /** null: anybody may ask. */
  readonly admitCaller: AdmitCaller | null;
  /** Is called with the tokens that come where anybody may ask. */
  readonly noticeToken: NoticeToken;
}

export const VERIFY_RPC = token<VerifyRpcOptions>('VerifyRpc');

/**
 * The questions of `POST /v1/verify` and `/v1/verify/batch` over TCP. Callers name themselves by a member
 * `serviceToken` beside the request's own.
 */
@Controller()
@UseFilters(RpcProblemFilter)
export class VerifyRpcController {
  constructor(@Inject(VERIFY_RPC) private readonly options: VerifyRpcOptions) {}

  @MessagePattern('verify-key', Transport.TCP)
  async verify(@Payload() payload: unknown, @Ctx() context: TcpContext): Promise<VerifyAnswer> {
    const arrivedAt = performance.now();
    const { key, ...question } = this.admitted(verifyRequest, payload, context);
    const verdict = await this.options.verifier.verify(key, question, 'rpc', arrivedAt);
    if (verdict.outcome === 'unavailable') throw new Problem('verdict-unavailable');
    return answerOf(verdict);
  }

  @MessagePattern('verify-keys', Transport.TCP)
  async verifyBatch(@Payload() payload: unknown, @Ctx() context: TcpContext): Promise<VerifyBatchAnswer> {
    const arrivedAt = performance.now();
    const { items } = this.admitted(verifyBatchRequest, payload, context);
    return batchAnswerOf(await this.options.verifier.verifyBatch(items, 'rpc-batch', arrivedAt));
  }

  /** @throws Problem service-token-invalid or invalid-request */
  private admitted<S extends z.ZodType>(schema: S, payload: unknown, context: TcpContext): z.infer<S> {
    const { token, request } = withoutToken(payload);
    const { admitCaller, noticeToken } = this.options;
    if (admitCaller !== null) admitCaller(token);
    else if (token !== undefined) noticeToken(token);
    const connection: unknown = context.getSocketRef();
    if (connection instanceof RpcConnection) connection.introduced();
    const excess = excessOf(request);
    if (excess !== null) throw new Problem('invalid-request', `The request ${excess}.`);
    return parsedRequest(schema, request);
  }
}

function withoutToken(payload: unknown): { readonly token: string | undefined; readonly request: unknown } {
  if (typeof payload !== 'object' || payload === null || !('serviceToken' in payload))
    return { token: undefined, request: payload };
  const { serviceToken, ...request } = payload;
  return { token: typeof serviceToken === 'string' ? serviceToken : undefined, request };
}
