import { type handleUnaryCall, type ServerUnaryCall } from '@grpc/grpc-js';
import { type CallFailureParts, failureOf } from './grpc-problem.filter.js';

/** Answers one message, now or later. @throws Problem */
export type Answer = (message: Buffer, call: ServerUnaryCall<Buffer, Buffer>) => Buffer | Promise<Buffer>;

/** `answer` as grpc-js calls it, without the pipeline that Nest puts around a handler. */
export function unaryHandler(answer: Answer, parts: CallFailureParts): handleUnaryCall<Buffer, Buffer> {
  return (call, send) => {
    const fail = (error: unknown): void => {
      send(failureOf(error, call, parts));
    };
    const succeed = (bytes: Buffer): void => {
      send(null, bytes);
    };
    try {
      const answered = answer(call.request, call);
      if (answered instanceof Promise) answered.then(succeed, fail);
      else succeed(answered);
    } catch (error) {
      fail(error);
    }
  };
}
