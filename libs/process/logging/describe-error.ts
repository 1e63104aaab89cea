import { pino } from 'pino';
import { isMongoAway } from './outage.js';

/** How deep an error's causes are followed. */
const DEPTH = 8;

/** An error of a system that this process needs, as it stands in a log line. */
export interface DescribedFailure {
  /** Which system: Kafka, MongoDB, or the network where no more is known. */
  readonly of: string;
  readonly type: string;
  /** One line: what failed, and why, down to the first cause. */
  readonly message: string;
}

/**
 * How the log shows an error. A broker or a database that is away, refuses or hangs is not a fault of this program,
 * and where in it that was noticed helps nobody: one line that names the system, and the broker if it is known. Every
 * other error keeps its stack.
 */
export function describeError(error: unknown): unknown {
  const chain = causesOf(error);
  const system = systemOf(chain);
  if (system === undefined || chain.some(isFault))
    return error instanceof Error ? pino.stdSerializers.err(error) : error;
  const [first] = chain;
  return { of: system, type: first?.name ?? 'Error', message: inOneLine(system, chain) } satisfies DescribedFailure;
}

/** The error, then its cause, and so on. Where there are several, the first counts: they mostly say the same. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < DEPTH && !chain.includes(next);) {
    chain.push(next);
    next = next.cause ?? several(next)[0];
  }
  return chain;
}

function several(error: Error): readonly unknown[] {
  return 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
}

function systemOf(chain: readonly Error[]): string | undefined {
  if (chain.some(({ name }) => name.startsWith('KafkaJS'))) return 'Kafka';
  if (chain.some(isMongoAway)) return 'MongoDB';
  return chain.some((error) => NETWORK_CODES.has(member(error, 'code'))) ? 'network' : undefined;
}

const NETWORK_CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** An error of this program, wherever it stands in the chain. */
function isFault({ name }: Error): boolean {
  return name === 'TypeError' || name === 'RangeError' || name === 'ReferenceError' || name === 'SyntaxError';
}

function inOneLine(system: string, chain: readonly Error[]): string {
  const texts = chain.flatMap((error) => (error.message === '' ? [] : withoutLines(error.message)));
  const reasons = texts.filter((text, index) => !texts.slice(0, index).some((earlier) => earlier.includes(text)));
  const broker = system === 'Kafka' ? chain.map(brokerOf).find((named) => named !== undefined) : undefined;
  return `${system}${broker === undefined ? '' : ` broker ${broker}`}: ${reasons.join(': ')}`;
}

function withoutLines(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

function brokerOf(error: Error): string | undefined {
  const [broker, host, port] = [member(error, 'broker'), member(error, 'host'), member(error, 'port')];
  if (typeof broker === 'string') return broker;
  return typeof host === 'string' && typeof port === 'number' ? `${host}:${String(port)}` : undefined;
}

function member(error: Error, name: string): unknown {
  return Reflect.get(error, name);
}
