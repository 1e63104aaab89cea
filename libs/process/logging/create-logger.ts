import { type DestinationStream, pino } from 'pino';
import { type Logger } from '../logger.js';
import { describeError } from './describe-error.js';
import { maskSecrets } from './mask-secrets.js';
import { activeSpan } from '../tracing/spans.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  'key',
  'password',
  'pepper',
  'secret',
  'token',
  '["x-api-key"]',
  '["x-gateway-token"]',
  '["set-cookie"]',
];
const below = (parent: string) =>
  SECRET_MEMBERS.map((member) => (member.startsWith('[') ? `${parent}${member}` : `${parent}.${member}`));

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Name of the app, in every line. */
  readonly name: string;
  /** Where lines go; standard output by default. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object per line. Members that hold secrets by their name are removed; and as a last line of defence,
 * whatever looks like an API key or a token is masked in the finished line, error messages and stacks included.
 */
export function createLogger({ level, name, destination = pino.destination({ sync: true }) }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...SECRET_MEMBERS, ...below('*'), ...below('*.*')], censor: '***' },
      serializers: { err: describeError },
      hooks: { streamWrite: maskSecrets },
      mixin: ofTrace,
    },
    destination,
  );
}

function ofTrace(): { readonly traceId?: string } {
  const traceId = activeSpan()?.traceId;
  return traceId === undefined ? {} : { traceId };
}
