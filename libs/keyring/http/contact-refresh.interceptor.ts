import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { type ContactDirectory } from '#contracts';
import { LOGGER, type Logger } from '#process';
import { within } from '#async';
import { type UserCaller } from '#user-auth';
import { CONTACTS, mailContactOf } from '../application/mail-contact.js';

/** How long a call waits for a changed address to be stored; then it goes on without. */
const PATIENCE_MS = 1000;

const LEAVES_CONTACT = 'keyring:leaves-contact';

/** Marks a controller whose calls do not change where mail goes, whatever the token says. */
export const LeavesContact = () => SetMetadata(LEAVES_CONTACT, true);

/**
 * Mail goes to the address in the newest token: whatever its owner calls in this process, a changed one replaces the
 * one that is known. On the services that leaves out what activity's own process answers. Whoever is not known has no
 * reminder, and stays unknown. The call itself never fails by it.
 */
@Injectable()
export class ContactRefresh implements NestInterceptor {
  constructor(
    @Inject(CONTACTS) private readonly contacts: ContactDirectory,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
    const leavesContact = this.reflector.get<boolean | undefined>(LEAVES_CONTACT, context.getClass()) === true;
    if (caller?.kind === 'user' && !leavesContact) await within(PATIENCE_MS, this.refresh(caller));
    return next.handle();
  }

  private async refresh(caller: UserCaller): Promise<void> {
    const contact = mailContactOf(caller);
    if (contact === null) return;
    try {
      await this.contacts.refresh(caller.ownerId, contact);
    } catch (error) {
      this.logger.warn(
        { ownerId: caller.ownerId, err: error },
        'a changed mail address could not be stored; the owner’s next call tries again',
      );
    }
  }
}
