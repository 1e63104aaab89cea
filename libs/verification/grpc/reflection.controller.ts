import { create, type DescFile, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { type ServerDuplexStream, status as Code } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcStreamCall } from '@nestjs/microservices';
import { Problem } from '#contracts';
import {
  ErrorInfoSchema,
  ServerReflection,
  ServerReflectionRequestSchema,
  ServerReflectionResponseSchema,
  ServerReflectionV1Alpha,
} from '#protos';
import { GRPC_SERVICES } from './grpc-services.js';
import { bytesOf, callStatus } from './grpc-status.js';
import { readMessage } from './verify-messages.js';

type Question = ReturnType<typeof questionIn>;

/** The details of a status are among them, though no message names their type. */
const FILES = withImports([...GRPC_SERVICES, ErrorInfoSchema].map(({ file }) => file));
/** By the full name of what each holds: services, their methods, messages and enums. */
const BY_SYMBOL = new Map(FILES.flatMap((file) => symbolsOf(file).map((symbol) => [symbol, file] as const)));
const NONE = { errorCode: Code.NOT_FOUND, errorMessage: 'There is no such file or symbol here.' };

/** Server reflection: what grpcurl and the like ask for first. v1alpha has the same messages under another name. */
@Controller()
export class ReflectionController {
  @GrpcStreamCall(ServerReflection.typeName, 'ServerReflectionInfo')
  reflect(call: ServerDuplexStream<Buffer, Buffer>): void {
    call
      .on('data', (message: Buffer) => {
        try {
          if (!call.write(answerTo(message))) call.pause();
        } catch (error) {
          call.emit('error', callStatus(error instanceof Problem ? error : new Problem('internal')));
        }
      })
      .on('drain', () => call.resume())
      .on('end', () => {
        call.end();
      });
  }

  @GrpcStreamCall(ServerReflectionV1Alpha.typeName, 'ServerReflectionInfo')
  reflectAlpha(call: ServerDuplexStream<Buffer, Buffer>): void {
    this.reflect(call);
  }
}

function answerTo(message: Buffer): Buffer {
  const originalRequest = questionIn(message);
  const { host: validHost, messageRequest } = originalRequest;
  return bytesOf(
    ServerReflectionResponseSchema,
    create(ServerReflectionResponseSchema, { validHost, originalRequest, messageResponse: responseTo(messageRequest) }),
  );
}

function questionIn(message: Buffer) {
  return readMessage(ServerReflectionRequestSchema, message);
}

function responseTo(asked: Question['messageRequest']) {
  switch (asked.case) {
    case 'listServices':
      return {
        case: 'listServicesResponse' as const,
        value: { service: GRPC_SERVICES.map(({ typeName: name }) => ({ name })) },
      };
    case 'fileByFilename':
      return filesOrNone(FILES.find(({ proto }) => proto.name === asked.value));
    case 'fileContainingSymbol':
      return filesOrNone(BY_SYMBOL.get(asked.value));
    default:
      return { case: 'errorResponse' as const, value: NONE }; // none of the files has extensions
  }
}

/** A file comes with those that it imports. */
function filesOrNone(file: DescFile | undefined) {
  if (file === undefined) return { case: 'errorResponse' as const, value: NONE };
  const fileDescriptorProto = withImports([file]).map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
  return { case: 'fileDescriptorResponse' as const, value: { fileDescriptorProto } };
}

function withImports(files: readonly DescFile[], seen = new Set<DescFile>()): readonly DescFile[] {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    withImports(file.dependencies, seen);
  }
  return [...seen];
}

function symbolsOf({ services, messages, enums }: DescFile): readonly string[] {
  return [
    ...services.flatMap(({ typeName, methods }) => [typeName, ...methods.map(({ name }) => `${typeName}.${name}`)]),
    ...messages.flatMap(symbolsIn),
    ...enums.map(({ typeName }) => typeName),
  ];
}

function symbolsIn(message: DescFile['messages'][number]): readonly string[] {
  const { typeName, nestedMessages, nestedEnums } = message;
  return [typeName, ...nestedMessages.flatMap(symbolsIn), ...nestedEnums.map((each) => each.typeName)];
}
