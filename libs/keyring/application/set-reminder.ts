import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem, type ReminderInterval, type ContactDirectory } from '#contracts';
import { type UserCaller } from '#user-auth';
import { requireOwnKey } from '../domain/keyring.js';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { CONTACTS, mailContactOf } from './mail-contact.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { noteOfReminder } from './note-of-reminder.js';
import { selfOf } from './requester.js';

export interface ReminderSet extends ChangedKey {
  /** What its owner should know of when mail comes; null: it comes as set. */
  readonly note: string | null;
}

export class SetReminderCommand extends Command<ReminderSet> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly intervalDays: ReminderInterval,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(SetReminderCommand)
export class SetReminderHandler implements ICommandHandler<SetReminderCommand> {
  constructor(
    private readonly loop: CommandLoop,
    @Inject(CONTACTS) private readonly contacts: ContactDirectory,
  ) {}

  async execute({ caller, keyId, intervalDays, idempotency }: SetReminderCommand): Promise<ReminderSet> {
    const outcome = await this.loop.run({
      caller,
      ownerId: caller.ownerId,
      idempotency,
      type: 'SetReminder',
      command: async (keyring) => {
        requireOwnKey(keyring, keyId);
        await this.requireContact(caller);
        return { type: 'SetReminder', requester: selfOf(caller), keyId, intervalDays };
      },
    });
    return { ...changedKey(outcome, keyId), note: await noteOfReminder(outcome, keyId, caller.ownerId, this.contacts) };
  }

  /** The address is known before the reminder is set: no reminder without one, even after a crash in between. */
  private async requireContact(caller: UserCaller): Promise<void> {
    const contact = mailContactOf(caller);
    if (contact !== null) return this.contacts.remember(caller.ownerId, contact);
    if (!(await this.contacts.knows(caller.ownerId))) throw new Problem('contact-unknown');
  }
}
