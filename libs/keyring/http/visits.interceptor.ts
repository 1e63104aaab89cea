import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type FastifyRequest } from 'fastify';
import { RecordVisitCommand } from '../application/record-visit.js';

/**
 * Whatever a person calls in this process, of this feature or another, what the token says of their role is remembered
 * first.
 */
@Injectable()
export class Visits implements NestInterceptor {
  constructor(private readonly commands: CommandBus) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
    if (caller?.kind === 'user') await this.commands.execute(new RecordVisitCommand(caller));
    return next.handle();
  }
}
