import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import { Metadata } from '@grpc/grpc-js';
import { type VerifyAnswer, type VerifyRequest, verifyRequest } from '#contracts';
import { type VerifyResponse } from '#protos';
import { Balancer, NoVerdict } from './connections/balancer.js';
import { type RpcVerifierOptions } from './connections/rpc-verifier-options.js';
import { unavailable, verdictOf } from './connections/verdict-of.js';
import { GrpcAnswered, GrpcConnection } from './grpc-connection.js';
import { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';

export interface GrpcKeyVerifierOptions extends RpcVerifierOptions {
  /** The verification's GRPC_PORT. */
  readonly port: number;
}

/**
 * Asks `keyward.v1.Verification/Verify` by gRPC: one connection to each address of the host, in turn, which is made when
 * it is needed and again when it is lost, when it is old, and when the replica at its other end gives no verdicts. A
 * question may be asked again, there or at other addresses, since asking changes nothing but the counts of uses.
 * Verification knows by when an answer has to be there.
 */
export class GrpcKeyVerifier implements KeyVerifier {
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
    // as a message it could ask for one of two things only, and the other would not be judged
    if (!verifyRequest.safeParse(request).success) throw new VerdictUnavailable('the question is none');
    try {
      return await this.balancer.ask((connection, timeoutMs) => this.ask(connection, request, timeoutMs));
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Ends the connections; questions that are asked later have no verdict. */
  close(): Promise<void> {
    this.balancer.close();
    return Promise.resolve();
  }

  private async ask(connection: GrpcConnection, request: VerifyRequest, timeoutMs: number): Promise<VerifyAnswer> {
    try {
      return verdictOf(answerOf(await connection.ask(request, this.metadata, Date.now() + Math.ceil(timeoutMs))));
    } catch (error) {
      if (!(error instanceof GrpcAnswered)) throw error;
      throw error.isNoVerdict ? new NoVerdict(error.message, 1) : new VerdictUnavailable(error.message);
    }
  }
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
