/** What callers by RPC may cost. Bytes are those of the network. */
export interface RpcLimits {
  readonly connections: number;
  /**
   * Connections whose caller nobody knows yet; one more ends the oldest of them. As many besides may be in their TLS
   * handshake.
   */
  readonly strangers: number;
  /** Of an unfinished message, before and after its caller is known. */
  readonly strangerBytes: number;
  readonly messageBytes: number;
  /** Of unfinished messages and unread answers on all connections together. */
  readonly allBytes: number;
  /** Answers that wait for one caller to read them, before and after the caller is known. */
  readonly strangerUnread: number;
  readonly mostUnread: number;
  /**
   * From the start of a connection, or from the end of its TLS handshake, until its caller is known; and for the
   * handshake.
   */
  readonly introductionMs: number;
  /**
   * From the first byte of a message to its last; and for a caller who reads nothing, until there is room to answer
   * again.
   */
  readonly messageMs: number;
  /** From one question to the next, where nobody needs to be known. A caller who is known may be silent for ever. */
  readonly idleMs: number;
}

const KB = 1024;
const MB = 1024 * KB;

export const RPC_LIMITS: RpcLimits = {
  connections: 2048,
  strangers: 256,
  strangerBytes: 16 * KB,
  messageBytes: MB + 64 * KB, // a batch as large as HTTP takes, and what frames it
  allBytes: 64 * MB,
  strangerUnread: 64 * KB,
  mostUnread: 4 * MB,
  introductionMs: 10_000,
  messageMs: 10_000,
  idleMs: 600_000,
};
