import { RPC_LIMITS } from '../rpc/rpc-limits.js';

/** What callers by gRPC may cost. Bytes are those of the network. */
export interface GrpcLimits {
  readonly connections: number;
  /**
   * Connections whose caller nobody knows yet; one more ends the oldest of them. As many besides may be in their TLS
   * handshake.
   */
  readonly strangers: number;
  /** From the start of a connection until its caller is known; and for a TLS handshake. */
  readonly introductionMs: number;
  /** Open calls of one connection; the next ones wait at the caller. */
  readonly callsEach: number;
  /** Of these, streams of questions. */
  readonly streamsEach: number;
  /** Of one message. */
  readonly messageBytes: number;
  /** Of unfinished messages on all connections together. */
  readonly allBytes: number;
  /** From the start of a call to the end of its message, and from there to its answer: however late its deadline. */
  readonly messageMs: number;
  readonly answerMs: number;
  /** Questions of one stream that wait for their answers; the next ones are not read. */
  readonly questionsEach: number;
  /** Where nobody needs to be known: from one call to the next. */
  readonly idleMs: number;
  /** A connection gets no new calls when it is so old (± 10 %), so that replicas that were added are asked, too. */
  readonly ageMs: number;
  /** How long calls may then still take. */
  readonly lastCallsMs: number;
}

export const GRPC_LIMITS: GrpcLimits = {
  connections: RPC_LIMITS.connections,
  strangers: RPC_LIMITS.strangers,
  introductionMs: RPC_LIMITS.introductionMs,
  callsEach: 256,
  streamsEach: 16,
  messageBytes: RPC_LIMITS.messageBytes,
  allBytes: RPC_LIMITS.allBytes,
  messageMs: RPC_LIMITS.messageMs,
  answerMs: 10_000,
  questionsEach: 64,
  idleMs: RPC_LIMITS.idleMs,
  ageMs: 600_000,
  lastCallsMs: 30_000,
};
