import { type ClientTls } from '../client-tls.js';
import { type Lookup } from './addresses.js';

/** Of a verifier that keeps one connection to each address. */
export interface RpcVerifierOptions {
  /** Or several alike, for one verification behind several names. */
  readonly host: string | readonly string[];
  /** One of the verification's SERVICE_TOKENS; leave it out only where VERIFY_AUTH=none. */
  readonly serviceToken?: string | undefined;
  /** Where verification has TLS_CERT_FILE. */
  readonly tls?: ClientTls | undefined;
  /** How long a verdict may take, further attempts included. Default 2000. */
  readonly timeoutMs?: number | undefined;
  /**
   * A connection is replaced at the latest when it is so old, so that replicas that were added are asked too. Default
   * 600000.
   */
  readonly longestConnectionMs?: number | undefined;
  /** Every IP address of a host. Default: what the system's resolver knows. */
  readonly lookup?: Lookup | undefined;
}
