import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Mode, type Scope } from '#contracts';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop, type CommandOutcome } from './command-loop.js';
import { changedKey } from './key-answer.js';
import { keyWithSecret, type KeyWithSecret, SecretIssuer } from './new-secret.js';
import { RandomIds } from './random-ids.js';
import { selfOf } from './requester.js';

export interface NewKey {
  readonly name: string;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly expiresAt: Date | null;
}

export class CreateKeyCommand extends Command<KeyWithSecret> {
  constructor(
    readonly caller: UserCaller,
    readonly newKey: NewKey,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(CreateKeyCommand)
export class CreateKeyHandler implements ICommandHandler<CreateKeyCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly ids: RandomIds,
    private readonly secrets: SecretIssuer,
  ) {}

  async execute({ caller, newKey, idempotency }: CreateKeyCommand): Promise<KeyWithSecret> {
    const issued = this.secrets.issue(newKey.mode);
    const outcome = await this.loop.run({
      caller,
      ownerId: caller.ownerId,
      idempotency,
      type: 'CreateKey',
      command: () => ({
        type: 'CreateKey',
        requester: selfOf(caller),
        keyId: this.ids.keyId(),
        ...newKey,
        credential: issued.credential,
      }),
    });
    return keyWithSecret(changedKey(outcome, createdKeyId(outcome.events)), issued);
  }
}

function createdKeyId(events: CommandOutcome['events']): string {
  const created = events.find((event) => event.type === 'KeyCreated');
  if (created === undefined) throw new TypeError('a create always creates');
  return created.keyId;
}
