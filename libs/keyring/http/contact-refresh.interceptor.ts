import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { LOGGER, type Logger } from '#service-kit';
import { type UserCaller } from '#user-auth';
import { CONTACTS, type ContactDirectory, mailContactOf } from '../application/contact-directory.js';

/** How long a call waits for a changed address to be stored; then it goes on without. */
const PATIENCE_MS = 1000;

/**
 * Mail goes to the address in the newest token: whatever its owner calls, a changed one replaces the one that is known. Who is not known
 * has no reminder, and stays unknown. The call itself never fails by it.
 */
@Injectable()
export class ContactRefresh implements NestInterceptor {
  constructor(@Inject(CONTACTS) private readonly contacts: ContactDirectory, @Inject(LOGGER) private readonly logger: Logger) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
    if (caller?.kind === 'user') await Promise.race([this.refresh(caller), pause(PATIENCE_MS, undefined, { ref: false })]);
    return next.handle();
  }

  private async refresh(caller: UserCaller): Promise<void> {
    const contact = mailContactOf(caller);
    if (contact === null) return;
    try {
      await this.contacts.refresh(caller.ownerId, contact);
    } catch (error) {
      this.logger.warn({ ownerId: caller.ownerId, err: error }, 'a changed mail address could not be stored; the owner’s next call tries again');
    }
  }
}
