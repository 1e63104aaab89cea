import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { anyPack, timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status as Code,
} from '@grpc/grpc-js';
import {
  ErrorInfoSchema,
  StatusSchema,
  Verification,
  VerifyBatchRequestSchema,
  VerifyBatchResponseSchema,
  type VerifyRequest,
  VerifyRequestSchema,
  VerifyResponseSchema,
} from '#protos';
import { z } from 'zod';
import { GrpcKeyVerifier, type GrpcKeyVerifierOptions } from './grpc-key-verifier.js';
import { counterpartOf } from './testing/counterpart.js';
import { keyVerifierContract } from './testing/key-verifier.contract.js';
import {
  type Counterpart,
  type Question,
  remoteKeyVerifierContract,
  type Reply,
} from './testing/remote-key-verifier.contract.js';
import { served } from './testing/served-keyward.js';

const CODES: Readonly<Record<number, Code>> = { 401: Code.UNAUTHENTICATED, 500: Code.INTERNAL, 503: Code.UNAVAILABLE };
const ANSWER = {
  permission: z.string().optional(),
  expiresAt: z.string().nullish(),
  activeUntil: z.string().nullish(),
};
const asItIs = (bytes: Buffer): Buffer => bytes;
const methodOf = (name: string) => ({
  path: `/${Verification.typeName}/${name}`,
  requestStream: false,
  responseStream: false,
  requestSerialize: asItIs,
  requestDeserialize: asItIs,
  responseSerialize: asItIs,
  responseDeserialize: asItIs,
});
const SERVICE = { verify: methodOf('Verify'), verifyBatch: methodOf('VerifyBatch') };

interface Method {
  readonly requestIn: (message: Buffer) => object;
  readonly answerFor: (answer: unknown) => Uint8Array;
}
const ONE: Method = {
  requestIn: (message) => questionIn(fromBinary(VerifyRequestSchema, message)),
  answerFor: (answer) => toBinary(VerifyResponseSchema, messageOf(answer)),
};
const BATCH: Method = {
  requestIn: (message) => ({ items: fromBinary(VerifyBatchRequestSchema, message).items.map(questionIn) }),
  answerFor: (answer) => {
    const { results } = z.object({ results: z.array(z.unknown()) }).parse(answer);
    return toBinary(VerifyBatchResponseSchema, create(VerifyBatchResponseSchema, { results: results.map(messageOf) }));
  },
};

keyVerifierContract('gRPC', () => served((react) => open(react, (options) => new GrpcKeyVerifier(options))));
remoteKeyVerifierContract('gRPC', (react) => open(react, (options) => new GrpcKeyVerifier(options)));

async function open(
  react: (question: Question) => Reply | Promise<Reply>,
  make: (options: GrpcKeyVerifierOptions) => GrpcKeyVerifier,
): Promise<Counterpart> {
  const connections: string[] = [];
  const take = async (
    call: ServerUnaryCall<Buffer, Buffer>,
    answer: sendUnaryData<Buffer>,
    method: Method,
  ): Promise<void> => {
    const peer = call.getPeer();
    if (!connections.includes(peer)) connections.push(peer);
    const [authorization] = call.metadata.get('authorization');
    const reply = await react({
      serviceToken: authorization?.toString().replace('Bearer ', ''),
      request: method.requestIn(call.request),
      connection: connections.indexOf(peer),
    });
    send(reply, answer, method);
  };
  let port = 0;
  let server: Server | undefined;
  const comeBack = async (): Promise<void> => {
    const next = new Server();
    next.addService(SERVICE, {
      verify: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => void take(call, answer, ONE),
      verifyBatch: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) =>
        void take(call, answer, BATCH),
    });
    port = await new Promise<number>((resolve, reject) => {
      next.bindAsync(`127.0.0.1:${String(port)}`, ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    server = next;
  };
  const leave = (): Promise<void> => {
    server?.forceShutdown();
    return Promise.resolve();
  };
  return counterpartOf({ comeBack, leave, connect: (host, options) => make({ host, port, ...options }) });
}

function send(reply: Reply, answer: sendUnaryData<Buffer>, { answerFor }: Method): void {
  if (reply === 'silence') return;
  if ('status' in reply) {
    answer({ code: CODES[reply.status] ?? Code.UNKNOWN, details: 'no', metadata: detailsOf('refused') });
    return;
  }
  const bytes =
    typeof reply.answer === 'object' ? Buffer.from(answerFor(reply.answer)) : Buffer.from(JSON.stringify(reply.answer));
  answer(null, bytes);
}

function detailsOf(code: string): Metadata {
  const info = create(ErrorInfoSchema, { domain: 'keyward', metadata: { code } });
  const status = create(StatusSchema, { details: [anyPack(ErrorInfoSchema, info)] });
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(toBinary(StatusSchema, status)));
  return metadata;
}

function questionIn({ key, question }: VerifyRequest): object {
  return { key, ...(question.case !== undefined && { [question.case]: withoutType(question.value) }) };
}

function withoutType(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('$')));
}

/** An answer as JSON says it, whole or not. */
function messageOf(answer: unknown) {
  const { permission, expiresAt, activeUntil, ...same } = z.looseObject(ANSWER).parse(answer);
  return create(VerifyResponseSchema, {
    ...same,
    ...(permission !== undefined && { missingPermission: permission }),
    ...(expiresAt != null && { expiresAt: timestampFromDate(new Date(expiresAt)) }),
    ...(activeUntil != null && { activeUntil: timestampFromDate(new Date(activeUntil)) }),
  });
}
