import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Peppers, PEPPERS } from '#key-secret';
import { CommandLoop } from '../command-loop.js';
import { changedKey } from '../key-answer.js';
import { KEYRING_OPTIONS, type KeyringOptions } from '../keyring-options.js';
import { keyWithSecret, newSecret, type KeyWithSecret } from '../new-secret.js';
import { RandomIds } from '../random-ids.js';
import { selfOf } from '../requester.js';
import { CreateKeyCommand } from './create-key.command.js';

@CommandHandler(CreateKeyCommand)
export class CreateKeyHandler implements ICommandHandler<CreateKeyCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly ids: RandomIds,
    @Inject(PEPPERS) private readonly peppers: Peppers,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  async execute({ caller, newKey, idempotency }: CreateKeyCommand): Promise<KeyWithSecret> {
    const { secret, credential } = newSecret(newKey.mode, this.options.keyPrefix, this.peppers, this.ids.credentialId());
    const outcome = await this.loop.run({
      caller, ownerId: caller.ownerId, idempotency,
      command: { type: 'CreateKey', requester: selfOf(caller), keyId: this.ids.keyId(), ...newKey, credential },
    });
    return keyWithSecret(changedKey(outcome, createdKeyId(outcome.events)), credential, secret);
  }
}

function createdKeyId(events: Awaited<ReturnType<CommandLoop['run']>>['events']): string {
  const created = events.find((event) => event.type === 'KeyCreated');
  if (created === undefined) throw new TypeError('a create always creates');
  return created.keyId;
}
