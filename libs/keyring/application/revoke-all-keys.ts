import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Propagation } from '#contracts';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop, type CommandOutcome } from './command-loop.js';
import { selfOf } from './requester.js';

export interface RevokedKeys {
  /** How many keys were active or paused until then. */
  readonly revoked: number;
  readonly propagation: Propagation;
  readonly takesRightsAway: boolean;
}

export function revokedKeys({ events, propagation, takesRightsAway }: CommandOutcome): RevokedKeys {
  return { revoked: events.find((event) => event.type === 'AllKeysRevoked')?.count ?? 0, propagation, takesRightsAway };
}

export class RevokeAllKeysCommand extends Command<RevokedKeys> {
  constructor(
    readonly caller: UserCaller,
    readonly reason: string | null,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(RevokeAllKeysCommand)
export class RevokeAllKeysHandler implements ICommandHandler<RevokeAllKeysCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, reason, idempotency }: RevokeAllKeysCommand): Promise<RevokedKeys> {
    return revokedKeys(
      await this.loop.run({
        caller,
        ownerId: caller.ownerId,
        idempotency,
        type: 'RevokeAllKeys',
        command: () => ({ type: 'RevokeAllKeys', requester: selfOf(caller), reason }),
      }),
    );
  }
}
