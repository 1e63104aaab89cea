import { create, type DescMessage, type DescMethod, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import { Metadata } from '@grpc/grpc-js';
import { type BatchAnswer, type VerifyAnswer, type VerifyRequest, verifyRequest } from '#contracts';
import {
  Verification,
  VerifyBatchRequestSchema,
  VerifyBatchResponseSchema,
  VerifyRequestSchema,
  type VerifyResponse,
  VerifyResponseSchema,
} from '#protos';
import { askInBatches, batchAnswersOf } from './connections/batches.js';
import { Balancer, NoVerdict } from './connections/balancer.js';
import { type RpcVerifierOptions } from './connections/rpc-verifier-options.js';
import { unavailable, verdictOf } from './connections/verdict-of.js';
import { GrpcAnswered, GrpcConnection, type GrpcCall } from './grpc-connection.js';
import { type BatchKeyVerifier, type KeyVerifier, VerdictUnavailable } from './key-verifier.js';

const VERIFY = pathOf(Verification.method.verify);
const VERIFY_BATCH = pathOf(Verification.method.verifyBatch);

interface GrpcQuestion<A> extends GrpcCall {
  readonly read: (answer: Buffer) => A;
}

export interface GrpcKeyVerifierOptions extends RpcVerifierOptions {
  /** The verification's GRPC_PORT. */
  readonly port: number;
}

/**
 * Asks `Verify` and `VerifyBatch` of `keyward.v1.Verification` by gRPC: one connection to each address of the host, in turn, which is made when
 * it is needed and again when it is lost, when it is old, and when the replica at its other end gives no verdicts. A
 * question may be asked again, there or at other addresses, since asking changes nothing but the counts of uses.
 * Verification knows by when an answer has to be there.
 */
export class GrpcKeyVerifier implements KeyVerifier, BatchKeyVerifier {
  private readonly metadata = new Metadata();
  private readonly balancer: Balancer<GrpcConnection>;

  constructor({
    host,
    port,
    serviceToken,
    tls,
    timeoutMs = 2000,
    longestConnectionMs,
    lookup,
  }: GrpcKeyVerifierOptions) {
    if (serviceToken !== undefined) this.metadata.set('authorization', `Bearer ${serviceToken}`);
    this.balancer = new Balancer({
      services: [host].flat().map((each) => ({ name: each, host: each })),
      connect: (address) => new GrpcConnection({ ip: address.ip, host: address.host, port, tls }),
      timeoutMs,
      longestConnectionMs,
      lookup,
    });
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    requireQuestion(request);
    return this.ask({
      path: VERIFY,
      message: bytesOf(VerifyRequestSchema, questionOf(request)),
      read: (message) => verdictOf(answerOf(fromBinary(VerifyResponseSchema, message))),
    });
  }

  async verifyBatch(requests: readonly VerifyRequest[]): Promise<readonly BatchAnswer[]> {
    requests.forEach(requireQuestion);
    return askInBatches(requests, (items) =>
      this.ask({
        path: VERIFY_BATCH,
        message: bytesOf(VerifyBatchRequestSchema, create(VerifyBatchRequestSchema, { items: items.map(questionOf) })),
        read: (message) => {
          const { results } = fromBinary(VerifyBatchResponseSchema, message);
          return batchAnswersOf({ results: results.map(answerOf) }, items.length);
        },
      }),
    );
  }

  /** Ends the connections; questions that are asked later have no verdict. */
  close(): Promise<void> {
    this.balancer.close();
    return Promise.resolve();
  }

  private async ask<A>(question: GrpcQuestion<A>): Promise<A> {
    try {
      return await this.balancer.ask((connection, timeoutMs) => this.askAt(connection, question, timeoutMs));
    } catch (error) {
      throw unavailable(error);
    }
  }

  private async askAt<A>(
    connection: GrpcConnection,
    { path, message, read }: GrpcQuestion<A>,
    timeoutMs: number,
  ): Promise<A> {
    const deadline = Date.now() + Math.ceil(timeoutMs);
    try {
      return read(await connection.ask({ path, message }, this.metadata, deadline));
    } catch (error) {
      if (!(error instanceof GrpcAnswered)) throw error;
      throw error.isNoVerdict ? new NoVerdict(error.message, 1) : new VerdictUnavailable(error.message);
    }
  }
}

/** As a message it could ask for one of two things only, and the other would not be judged. @throws VerdictUnavailable */
function requireQuestion(request: VerifyRequest): void {
  if (!verifyRequest.safeParse(request).success) throw new VerdictUnavailable('the question is none');
}

function questionOf({ key, permission, endpoint }: VerifyRequest) {
  const question =
    endpoint !== undefined
      ? { case: 'endpoint' as const, value: endpoint }
      : permission !== undefined
        ? { case: 'permission' as const, value: permission }
        : { case: undefined };
  return create(VerifyRequestSchema, { key, question });
}

function bytesOf<D extends DescMessage>(schema: D, message: MessageShape<D>): Buffer {
  return Buffer.from(toBinary(schema, message));
}

/** In the words of the contract; whether it is a verdict is not looked at. */
function answerOf(response: VerifyResponse): object {
  const { valid, code, missingPermission: permission, reason } = response;
  if (!valid) return code === 'permission-denied' ? { valid, code, permission, reason } : { valid, code };
  const { keyId, credentialId, ownerId, orgId, scope, mode, role, permissions, expiresAt, activeUntil } = response;
  const ends = { expiresAt: momentOf(expiresAt), activeUntil: momentOf(activeUntil) };
  return { valid, code, keyId, credentialId, ownerId, orgId, scope, mode, role, permissions, ...ends };
}

function momentOf(time: Timestamp | undefined): string | null {
  return time === undefined ? null : timestampDate(time).toISOString();
}

function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}
