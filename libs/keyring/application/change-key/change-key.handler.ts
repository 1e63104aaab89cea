import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireKey } from '../../domain/keyring.js';
import { CommandLoop } from '../command-loop.js';
import { changedKey } from '../key-answer.js';
import { selfOf } from '../requester.js';
import { ChangeKeyCommand, type KeyAfterChanges } from './change-key.command.js';

@CommandHandler(ChangeKeyCommand)
export class ChangeKeyHandler implements ICommandHandler<ChangeKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, changes, idempotency }: ChangeKeyCommand): Promise<KeyAfterChanges> {
    const command = { type: 'ChangeKey', requester: selfOf(caller), keyId, ...changes } as const;
    const outcome = await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command });
    const tookRightsAway = changes.expiresAt !== undefined && requireKey(outcome.keyring, keyId).expiryCutShort;
    return { ...changedKey(outcome, keyId), tookRightsAway };
  }
}
