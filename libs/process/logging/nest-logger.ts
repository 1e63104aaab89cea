import { type LoggerService } from '@nestjs/common';
import { type Logger } from '../logger.js';

/**
 * Nest's own messages in the process's log. What Nest logs about its start is of interest to developers only: debug.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes a context, or a stack and a context, after the message. */
  private write(
    level: 'debug' | 'error' | 'fatal' | 'trace' | 'warn',
    message: unknown,
    rest: readonly unknown[],
  ): void {
    const context = rest.at(-1);
    const [stack] = rest.length > 1 ? rest : [];
    const details = { ...(typeof context === 'string' && { context }), ...(typeof stack === 'string' && { stack }) };
    if (message instanceof Error) this.logger[level]({ ...details, err: message }, message.message);
    else this.logger[level](details, typeof message === 'string' ? message : JSON.stringify(message));
  }
}
