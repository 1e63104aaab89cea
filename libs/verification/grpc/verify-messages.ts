import {
  type BinaryReadOptions,
  create,
  type DescField,
  type DescMessage,
  fromBinary,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { timestampFromDate, TimestampSchema } from '@bufbuild/protobuf/wkt';
import {
  type AcceptedAnswer,
  Problem,
  type RefusedAnswer,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyRequest as VerifyQuestion,
  verifyRequest,
} from '#contracts';
import {
  VerifyBatchResponseSchema,
  type VerifyRequest,
  type VerifyResponse,
  VerifyResponseSchema,
  VerifyStreamResponseSchema,
} from '#protos';
import { parsedRequest } from '../application/parsed-request.js';
import { ownAnswerOf, UNAVAILABLE_ANSWER } from '../domain/answer.js';
import { type Accepted, type Refused, type Verdict } from '../domain/judge.js';
import { plainRequest } from '../http/plain-request.js';
import { bufferOf } from './grpc-status.js';

const ANSWER = VerifyResponseSchema.field;
const BATCH = VerifyBatchResponseSchema.field;
const STREAM = VerifyStreamResponseSchema.field;
const VALID = toBinary(VerifyResponseSchema, create(VerifyResponseSchema, { valid: true, code: 'valid' }));

/** @throws Problem invalid-request when `bytes` are no such message. */
export function readMessage<D extends DescMessage>(
  schema: D,
  bytes: Uint8Array,
  options?: Partial<BinaryReadOptions>,
): MessageShape<D> {
  try {
    return fromBinary(schema, bytes, options);
  } catch {
    throw new Problem('invalid-request', `The message is no ${schema.typeName}.`); // what was sent is not quoted
  }
}

/** @throws Problem invalid-request that names every fault. */
export function requestOf(message: VerifyRequest): VerifyQuestion {
  const question = questionOf(message);
  return plainRequest(question) ?? parsedRequest(verifyRequest, question);
}

/** A question in the words of the contract, not checked yet. @throws Problem invalid-request for unknown members. */
export function questionOf(request: VerifyRequest): object {
  const { key, question } = request;
  requireKnown(request);
  switch (question.case) {
    case 'permission':
      return { key, permission: question.value };
    case 'endpoint': {
      const { method, path } = question.value;
      requireKnown(question.value);
      return { key, endpoint: { method, path } };
    }
    case undefined:
      return { key };
  }
}

/** What is not known could have narrowed the question. @throws Problem invalid-request */
export function requireKnown({ $typeName, $unknown }: Pick<VerifyRequest, '$unknown'> & { $typeName: string }): void {
  if ($unknown === undefined || $unknown.length === 0) return;
  const numbers = [...new Set($unknown.map(({ no }) => no))].slice(0, 20).join(', ');
  throw new Problem('invalid-request', `The message is no ${$typeName} of this version: it has no field ${numbers}.`);
}

/** The catalogue has one set for each role and scope. */
const lists = new WeakMap<ReadonlySet<string>, Uint8Array>();
const refusals = new Map<string, Uint8Array>();

/** The answer to one question, as it is sent. Nothing is kept of a key: fields follow each other in any order. */
export function answerBytes(verdict: Accepted | Refused): Buffer {
  return bufferOf(writeAnswer(new BinaryWriter(), verdict).finish());
}

/** The answers to a batch, as they are sent. One that could not be given says so in its place. */
export function batchBytes(verdicts: readonly Verdict[]): Buffer {
  const writer = new BinaryWriter();
  for (const verdict of verdicts) {
    const item = writer.tag(BATCH.results.number, WireType.LengthDelimited).fork();
    if (verdict.outcome === 'unavailable') item.raw(refusalBytes(UNAVAILABLE_ANSWER)).join();
    else writeAnswer(item, verdict).join();
  }
  return bufferOf(writer.finish());
}

/** An answer on a stream, as it is sent. */
export function streamedBytes(id: bigint, verdict: Accepted | Refused): Buffer {
  const writer = new BinaryWriter().tag(STREAM.id.number, WireType.Varint).uint64(id);
  writeAnswer(writer.tag(STREAM.response.number, WireType.LengthDelimited).fork(), verdict).join();
  return bufferOf(writer.finish());
}

function writeAnswer(writer: BinaryWriter, verdict: Accepted | Refused): BinaryWriter {
  return verdict.outcome === 'refused' ? writer.raw(refusalBytes(verdict.answer)) : writeAccepted(writer, verdict);
}

function writeAccepted(writer: BinaryWriter, verdict: Accepted): BinaryWriter {
  const { keyId, credentialId, ownerId, orgId, scope, mode, role, expiresAt, activeUntil } = ownAnswerOf(verdict);
  writer.raw(VALID);
  writeText(writer, ANSWER.keyId, keyId);
  writeText(writer, ANSWER.credentialId, credentialId);
  writeText(writer, ANSWER.ownerId, ownerId);
  writeText(writer, ANSWER.orgId, orgId);
  writeText(writer, ANSWER.scope, scope);
  writeText(writer, ANSWER.mode, mode);
  writeText(writer, ANSWER.role, role);
  if (expiresAt !== null) writer.tag(ANSWER.expiresAt.number, WireType.LengthDelimited).bytes(momentBytes(expiresAt));
  if (activeUntil !== null)
    writer.tag(ANSWER.activeUntil.number, WireType.LengthDelimited).bytes(momentBytes(activeUntil));
  return writer.raw(listBytes(verdict.permissions));
}

function writeText(writer: BinaryWriter, { number }: DescField, text: string): void {
  if (text !== '') writer.tag(number, WireType.LengthDelimited).string(text);
}

function momentBytes(moment: string): Uint8Array {
  return toBinary(TimestampSchema, timestampFromDate(new Date(moment)));
}

function listBytes(permissions: ReadonlySet<string>): Uint8Array {
  const known = lists.get(permissions);
  if (known !== undefined) return known;
  const bytes = toBinary(VerifyResponseSchema, create(VerifyResponseSchema, { permissions: [...permissions] }));
  lists.set(permissions, bytes);
  return bytes;
}

function refusalBytes(answer: RefusedAnswer | UnavailableAnswer): Uint8Array {
  const { code } = answer;
  const known = refusals.get(code);
  if (known !== undefined) return known;
  const bytes = toBinary(VerifyResponseSchema, answerMessage(answer));
  if (code !== 'permission-denied') refusals.set(code, bytes);
  return bytes;
}

export function answerMessage(answer: VerifyAnswer | UnavailableAnswer): VerifyResponse {
  if (answer.valid) return acceptedMessage(answer);
  if (answer.code !== 'permission-denied') return create(VerifyResponseSchema, { code: answer.code });
  const { code, permission: missingPermission, reason } = answer;
  return create(VerifyResponseSchema, { code, missingPermission, reason });
}

function acceptedMessage({ expiresAt, activeUntil, ...same }: Omit<AcceptedAnswer, 'permissions'>): VerifyResponse {
  return create(VerifyResponseSchema, {
    ...same,
    ...(expiresAt !== null && { expiresAt: timestampFromDate(new Date(expiresAt)) }),
    ...(activeUntil !== null && { activeUntil: timestampFromDate(new Date(activeUntil)) }),
  });
}
