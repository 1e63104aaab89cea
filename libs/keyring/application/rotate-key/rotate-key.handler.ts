import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Peppers, PEPPERS } from '#key-secret';
import { requireKey } from '../../domain/keyring.js';
import { CommandLoop } from '../command-loop.js';
import { changedKey } from '../key-answer.js';
import { KEYRING_OPTIONS, type KeyringOptions } from '../keyring-options.js';
import { KeyringRepository } from '../keyring-repository.js';
import { keyWithSecret, newSecret, type KeyWithSecret } from '../new-secret.js';
import { RandomIds } from '../random-ids.js';
import { selfOf } from '../requester.js';
import { RotateKeyCommand } from './rotate-key.command.js';

@CommandHandler(RotateKeyCommand)
export class RotateKeyHandler implements ICommandHandler<RotateKeyCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly keyrings: KeyringRepository,
    private readonly ids: RandomIds,
    @Inject(PEPPERS) private readonly peppers: Peppers,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  async execute({ caller, keyId, graceHours, idempotency }: RotateKeyCommand): Promise<KeyWithSecret> {
    const { mode } = requireKey(await this.keyrings.ownKeyring(caller), keyId);
    const { secret, credential } = newSecret(mode, this.options.keyPrefix, this.peppers, this.ids.credentialId());
    const outcome = await this.loop.run({
      caller, ownerId: caller.ownerId, idempotency,
      command: { type: 'RotateKey', requester: selfOf(caller), keyId, credential, graceHours: graceHours ?? this.options.graceHours },
    });
    return keyWithSecret(changedKey(outcome, keyId), credential, secret);
  }
}
