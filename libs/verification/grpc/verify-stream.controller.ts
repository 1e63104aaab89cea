import { type ServerDuplexStream } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import { GrpcStreamCall } from '@nestjs/microservices';
import { token } from '#process';
import { Verification } from '#protos';
import { QuestionStream, type QuestionStreamParts } from './question-stream.js';

export const QUESTION_STREAMS = token<QuestionStreamParts>('QuestionStreams');

/** Streams of the questions of `POST /v1/verify`. `GrpcServer` has admitted who asks. */
@Controller()
export class VerifyStreamController {
  constructor(@Inject(QUESTION_STREAMS) private readonly parts: QuestionStreamParts) {}

  @GrpcStreamCall(Verification.typeName, 'VerifyStream')
  verifyStream(call: ServerDuplexStream<Buffer, Buffer>): void {
    new QuestionStream(call, this.parts).run();
  }
}
