import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { within } from '#async';
import { type Logger, LOGGER } from '#process';
import { type UserCaller } from '#user-auth';
import { visitNews } from '../domain/role.js';
import { CommandLoop } from './command-loop.js';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';
import { KeyringRepository } from './keyring-repository.js';
import { selfOf } from './requester.js';
import { RoleDifferences } from './role-differences.js';

/** Somebody has called with a token of their own, whatever for. Never fails. */
export class RecordVisitCommand extends Command<void> {
  constructor(readonly caller: UserCaller) {
    super();
  }
}

/**
 * How long a call waits until what its token says has reached the keys; then it goes on without, and the rest happens
 * in the background.
 */
const PATIENCE_MS = 1000;

/**
 * Remembers what a token says of its owner's role, so that a demotion reaches the keys with the next thing that the
 * person does.
 */
@CommandHandler(RecordVisitCommand)
export class RecordVisitHandler implements ICommandHandler<RecordVisitCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly keyrings: KeyringRepository,
    private readonly differences: RoleDifferences,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute({ caller }: RecordVisitCommand): Promise<void> {
    await within(PATIENCE_MS, this.record(caller));
  }

  /** Of a deactivated owner nothing is recorded: nothing that was said meanwhile may count at the reactivation. */
  private async record(caller: UserCaller): Promise<void> {
    try {
      const requester = selfOf(caller);
      const {
        keyring: { owner },
      } = await this.keyrings.load(caller.ownerId);
      if (!owner.active) return;
      if (visitNews(owner, requester.token, this.options.roleSource).length > 0) {
        await this.loop.run({
          caller,
          ownerId: caller.ownerId,
          idempotency: null,
          type: 'RecordVisit',
          command: () => ({ type: 'RecordVisit', requester }),
        });
      } else if (owner.role !== null) {
        this.differences.note(caller.ownerId, owner.role.role, caller.role);
      }
    } catch (error) {
      this.logger.warn(
        { ownerId: caller.ownerId, err: error },
        'the role in a user token could not be stored; the owner’s next call tries again',
      );
    }
  }
}
