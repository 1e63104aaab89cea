import { create, type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Metadata, status as Code, type StatusObject } from '@grpc/grpc-js';
import { type Problem, problemHeaders, publicProblem, statusOf } from '#contracts';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema, type Status, StatusSchema } from '#protos';

/** Whose codes the details of a status name. */
const DOMAIN = 'keyward';
const DETAILS = 'grpc-status-details-bin';

const CODES: Readonly<Record<number, Code>> = {
  400: Code.INVALID_ARGUMENT,
  401: Code.UNAUTHENTICATED,
  403: Code.PERMISSION_DENIED,
  404: Code.NOT_FOUND,
  413: Code.RESOURCE_EXHAUSTED,
  429: Code.RESOURCE_EXHAUSTED,
  431: Code.RESOURCE_EXHAUSTED,
  503: Code.UNAVAILABLE,
};

/** The call's deadline has passed, or the bound of those that have a later one or none. */
export const TOO_LATE: Pick<StatusObject, 'code' | 'details'> = {
  code: Code.DEADLINE_EXCEEDED,
  details: 'The deadline has passed.',
};

/** A problem as a message says it: with its code, the fields that are wrong, and when to try again. */
export function statusMessage(problem: Problem): Status {
  const { detail, fields } = publicProblem(problem);
  const { 'retry-after': retryAfter } = problemHeaders(problem);
  const info = create(ErrorInfoSchema, {
    reason: problem.code.toUpperCase().replaceAll('-', '_'),
    domain: DOMAIN,
    metadata: { code: problem.code },
  });
  const details = [anyPack(ErrorInfoSchema, info)];
  const fieldViolations = violationsOf(fields);
  if (fieldViolations.length > 0)
    details.push(anyPack(BadRequestSchema, create(BadRequestSchema, { fieldViolations })));
  if (retryAfter !== undefined)
    details.push(anyPack(RetryInfoSchema, create(RetryInfoSchema, { retryDelay: { seconds: BigInt(retryAfter) } })));
  return create(StatusSchema, { code: codeOf(problem), message: detail, details });
}

/** The same as a call ends with it. */
export function callStatus(problem: Problem): StatusObject {
  const message = statusMessage(problem);
  const metadata = new Metadata();
  metadata.set(DETAILS, bytesOf(StatusSchema, message));
  return { code: codeOf(problem), details: message.message, metadata };
}

function codeOf(problem: Problem): Code {
  return CODES[statusOf(problem)] ?? Code.INTERNAL;
}

/** `message` as grpc-js sends it. */
export function bytesOf<D extends DescMessage>(schema: D, message: MessageShape<D>): Buffer {
  return bufferOf(toBinary(schema, message));
}

/** The same bytes. */
export function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function violationsOf(fields: unknown): { readonly field: string; readonly description: string }[] {
  if (typeof fields !== 'object' || fields === null) return [];
  return Object.entries(fields).map(([field, faults]) => ({ field, description: [faults].flat().join('; ') }));
}
