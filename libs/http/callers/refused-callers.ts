import proxyAddr from '@fastify/proxy-addr';
import { type ProblemCode } from '#contracts';
import { type IncomingMessage } from 'node:http';
import { Counter, type Registry } from 'prom-client';
import { type Logger, token } from '#process';
import { MinuteWindows } from './minute-windows.js';
import { networkOf } from './network-of.js';

/** Where callers come in. */
export type CallerDoor = 'management' | 'authorize' | 'verify' | 'rpc' | 'grpc' | 'check';

/** Whom to ask where a request came from: the request itself, or an address. */
type Origin = IncomingMessage | string | undefined;

/** Why a caller may be refused before anything is done for them. */
const REASONS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'token-missing',
  'token-invalid',
  'token-expired',
  'service-token-invalid',
  'gateway-token-invalid',
  'key-missing',
  'key-ambiguous',
  'invalid-json',
  'invalid-request',
  'request-too-large',
  'unsupported-media-type',
]);
const REMEMBERED = 10_000;
const MOST_LINES_PER_MINUTE = 100;

export interface RefusedCallersParts {
  readonly metrics: Registry;
  readonly logger: Pick<Logger, 'warn'>;
  /** TRUST_PROXY */
  readonly trustedProxies: readonly string[];
  readonly windows?: (mostNames: number) => MinuteWindows;
}

export const REFUSED_CALLERS = token<RefusedCallers>('RefusedCallers');

/**
 * Shows callers who are refused: every one in `keyward_callers_refused_total`, and in the log, with the address and
 * without anything that was sent, one line a minute for each door, reason and address (an IPv6 /64 network), 100 lines
 * a minute at most. It costs nothing for callers who are let in.
 */
export class RefusedCallers {
  private readonly total: Counter<'door' | 'reason'>;
  private readonly seen: MinuteWindows;
  private readonly lines: MinuteWindows;
  private readonly isTrusted: (address: string, hop: number) => boolean;

  constructor(private readonly parts: RefusedCallersParts) {
    const { metrics, trustedProxies, windows = (mostNames) => new MinuteWindows(mostNames) } = parts;
    this.total = new Counter({
      name: 'keyward_callers_refused_total',
      help: 'Callers who were refused before anything was done for them, by door (management, authorize, verify, rpc, grpc, check) and reason.',
      labelNames: ['door', 'reason'],
      registers: [metrics],
    });
    [this.seen, this.lines] = [windows(REMEMBERED), windows(1)];
    this.isTrusted = proxyAddr.compile([...trustedProxies]);
  }

  /** Problems that say nothing of the caller are passed over. */
  note(door: CallerDoor, reason: ProblemCode, origin: Origin): void {
    if (!REASONS.has(reason)) return;
    this.total.inc({ door, reason });
    const remote = this.addressOf(origin);
    const { count, before } = this.seen.count(`${door} ${reason} ${remote === undefined ? '' : networkOf(remote)}`);
    if (count > 1 || this.lines.count('').count > MOST_LINES_PER_MINUTE) return;
    this.parts.logger.warn(
      { door, reason, remote, ...(before > 1 && { notShown: before - 1 }) },
      'a caller was refused',
    );
  }

  /**
   * The client's address, as far as TRUST_PROXY allows; undefined when the connection is gone and nobody has asked it
   * before.
   */
  addressOf(origin: Origin): string | undefined {
    if (typeof origin !== 'object') return origin;
    return origin.socket.remoteAddress === undefined ? undefined : proxyAddr(origin, this.isTrusted);
  }
}
