import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#contracts';
import { type UserCaller } from '#user-auth';
import { requireKey } from '../../domain/keyring.js';
import { CommandLoop } from '../command-loop.js';
import { CONTACTS, type ContactDirectory, mailContactOf } from '../contact-directory.js';
import { changedKey, type ChangedKey } from '../key-answer.js';
import { KeyringRepository } from '../keyring-repository.js';
import { selfOf } from '../requester.js';
import { SetReminderCommand } from './set-reminder.command.js';

@CommandHandler(SetReminderCommand)
export class SetReminderHandler implements ICommandHandler<SetReminderCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly keyrings: KeyringRepository,
    @Inject(CONTACTS) private readonly contacts: ContactDirectory,
  ) {}

  async execute({ caller, keyId, intervalDays, idempotency }: SetReminderCommand): Promise<ChangedKey> {
    requireKey(await this.keyrings.ownKeyring(caller), keyId);
    await this.requireContact(caller);
    const command = { type: 'SetReminder', requester: selfOf(caller), keyId, intervalDays } as const;
    return changedKey(await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command }), keyId);
  }

  /** The address is known before the reminder is set: no reminder without one, even after a crash in between. */
  private async requireContact(caller: UserCaller): Promise<void> {
    const contact = mailContactOf(caller);
    if (contact !== null) return this.contacts.remember(caller.ownerId, contact);
    if (!await this.contacts.knows(caller.ownerId)) throw new Problem('contact-unknown');
  }
}
