import {
  type BinaryReadOptions,
  create,
  type DescMessage,
  fromBinary,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type AcceptedAnswer,
  Problem,
  type RefusedAnswer,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyRequest as VerifyQuestion,
  verifyRequest,
} from '#contracts';
import { type VerifyRequest, type VerifyResponse, VerifyResponseSchema } from '#protos';
import { parsedRequest } from '../application/parsed-request.js';
import { ownAnswerOf } from '../domain/answer.js';
import { type Accepted, type Refused } from '../domain/judge.js';
import { plainRequest } from '../http/plain-request.js';
import { bytesOf } from './grpc-status.js';

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
const lists = new WeakMap<ReadonlySet<string>, Buffer>();
const refusals = new Map<string, Buffer>();

/** The answer to one question, as it is sent. Nothing is kept of a key: fields follow each other in any order. */
export function answerBytes(verdict: Accepted | Refused): Buffer {
  if (verdict.outcome === 'refused') return refusalBytes(verdict.answer);
  const own = toBinary(VerifyResponseSchema, acceptedMessage(ownAnswerOf(verdict)));
  return Buffer.concat([own, listBytes(verdict.permissions)]);
}

function listBytes(permissions: ReadonlySet<string>): Buffer {
  const known = lists.get(permissions);
  if (known !== undefined) return known;
  const bytes = bytesOf(VerifyResponseSchema, create(VerifyResponseSchema, { permissions: [...permissions] }));
  lists.set(permissions, bytes);
  return bytes;
}

function refusalBytes(answer: RefusedAnswer): Buffer {
  const { code } = answer;
  const known = refusals.get(code);
  if (known !== undefined) return known;
  const bytes = bytesOf(VerifyResponseSchema, answerMessage(answer));
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
