import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type OwnerId, Problem } from '#contracts';
import { type UserCaller } from '#user-auth';
import { requireKey } from '../../domain/keyring.js';
import { expiryNote } from '../../domain/reminder-note.js';
import { CommandLoop } from '../command-loop.js';
import { CONTACTS, type ContactDirectory, mailContactOf } from '../contact-directory.js';
import { changedKey } from '../key-answer.js';
import { KeyringRepository } from '../keyring-repository.js';
import { selfOf } from '../requester.js';
import { type ReminderSet, SetReminderCommand } from './set-reminder.command.js';

@CommandHandler(SetReminderCommand)
export class SetReminderHandler implements ICommandHandler<SetReminderCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly keyrings: KeyringRepository,
    @Inject(CONTACTS) private readonly contacts: ContactDirectory,
  ) {}

  async execute({ caller, keyId, intervalDays, idempotency }: SetReminderCommand): Promise<ReminderSet> {
    requireKey(await this.keyrings.ownKeyring(caller), keyId);
    await this.requireContact(caller);
    const command = { type: 'SetReminder', requester: selfOf(caller), keyId, intervalDays } as const;
    const outcome = await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command });
    const notes = [expiryNote(requireKey(outcome.keyring, keyId), outcome.at), await this.addressNote(caller.ownerId)].filter((note) => note !== null);
    return { ...changedKey(outcome, keyId), note: notes.length === 0 ? null : notes.join(' ') };
  }

  private async addressNote(ownerId: OwnerId): Promise<string | null> {
    return await this.contacts.isRefused(ownerId) ? 'Mail to the address that is known was refused: nothing is sent until your user token tells another one.' : null;
  }

  /** The address is known before the reminder is set: no reminder without one, even after a crash in between. */
  private async requireContact(caller: UserCaller): Promise<void> {
    const contact = mailContactOf(caller);
    if (contact !== null) return this.contacts.remember(caller.ownerId, contact);
    if (!await this.contacts.knows(caller.ownerId)) throw new Problem('contact-unknown');
  }
}
