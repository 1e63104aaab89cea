import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { Problem } from '#contracts';
import { type FastifyReply } from 'fastify';
import { type Logger, isOutage } from '#process';
import { problemOf } from './problem-of.js';
import { sendProblem } from './send-problem.js';

/**
 * Turns whatever a route throws, Nest's or a plain one, into a problem document. What is our own fault is logged once,
 * with its stack, and shown as `internal`, or as `not-ready` while a store cannot be used.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getResponse<FastifyReply>());
  }

  answer(error: unknown, reply: FastifyReply): void {
    const problem = problemOf(error);
    if (problem === null || problem.code === 'internal') {
      const { id, method, routeOptions } = reply.request;
      this.logger.error({ err: error, requestId: id, method, route: routeOptions.url }, 'a request failed');
    }
    if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
    else
      sendProblem(
        reply,
        problem ??
          (isOutage(error)
            ? new Problem('not-ready', 'What this needs cannot be read or stored just now. Try again shortly.')
            : new Problem('internal')),
      );
  }
}
