import { Command } from '@nestjs/cqrs';
import { type Mode, type Scope } from '#contracts';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type KeyWithSecret } from '../new-secret.js';

export interface NewKey {
  readonly name: string;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly expiresAt: Date | null;
}

export class CreateKeyCommand extends Command<KeyWithSecret> {
  constructor(readonly caller: UserCaller, readonly newKey: NewKey, readonly idempotency: Idempotency | null) {
    super();
  }
}
