import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ContactDirectory } from '#contracts';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { CONTACTS } from './mail-contact.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { noteOfReminder } from './note-of-reminder.js';
import { selfOf } from './requester.js';

/** Undefined: it stays as it is. */
export interface KeyChanges {
  readonly name: string | undefined;
  /** null: the key does not expire any more. */
  readonly expiresAt: Date | null | undefined;
}

export interface KeyAfterChanges extends ChangedKey {
  /**
   * What its owner should know of when the reminder's mail comes by the expiry that was asked for; null: it comes as
   * set, or no expiry was asked for.
   */
  readonly note: string | null;
}

export class ChangeKeyCommand extends Command<KeyAfterChanges> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly changes: KeyChanges,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeKeyCommand)
export class ChangeKeyHandler implements ICommandHandler<ChangeKeyCommand> {
  constructor(
    private readonly loop: CommandLoop,
    @Inject(CONTACTS) private readonly contacts: ContactDirectory,
  ) {}

  async execute({ caller, keyId, changes, idempotency }: ChangeKeyCommand): Promise<KeyAfterChanges> {
    const outcome = await this.loop.run({
      caller,
      ownerId: caller.ownerId,
      idempotency,
      type: 'ChangeKey',
      command: () => ({ type: 'ChangeKey', requester: selfOf(caller), keyId, ...changes }),
    });
    return {
      ...changedKey(outcome, keyId),
      note:
        changes.expiresAt === undefined ? null : await noteOfReminder(outcome, keyId, caller.ownerId, this.contacts),
    };
  }
}
