import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { requireOwnKey } from '../domain/keyring.js';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { changedKey } from './key-answer.js';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';
import { keyWithSecret, type KeyWithSecret, type NewSecret, SecretIssuer } from './new-secret.js';
import { selfOf } from './requester.js';

export class RotateKeyCommand extends Command<KeyWithSecret> {
  /** @param graceHours undefined: as the operator set it. */
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly graceHours: number | undefined,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(RotateKeyCommand)
export class RotateKeyHandler implements ICommandHandler<RotateKeyCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly secrets: SecretIssuer,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  async execute({
    caller,
    keyId,
    graceHours = this.options.graceHours,
    idempotency,
  }: RotateKeyCommand): Promise<KeyWithSecret> {
    let issued: NewSecret | undefined;
    const outcome = await this.loop.run({
      caller,
      ownerId: caller.ownerId,
      idempotency,
      type: 'RotateKey',
      command: (keyring) => {
        const { mode } = requireOwnKey(keyring, keyId);
        issued = this.secrets.issue(mode);
        return { type: 'RotateKey', requester: selfOf(caller), keyId, credential: issued.credential, graceHours };
      },
    });
    if (issued === undefined) throw new TypeError('a rotation issues a secret');
    return keyWithSecret(changedKey(outcome, keyId), issued);
  }
}
