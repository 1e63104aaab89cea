import { Inject, Injectable } from '@nestjs/common';
import { type IssuedCredential, type Mode } from '#contracts';
import { generateSecret, hintOf, type Peppers } from '#key-secret';
import { token } from '#process';
import { type ChangedKey } from './key-answer.js';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';
import { RandomIds } from './random-ids.js';

export const PEPPERS = token<Peppers>('Peppers');

/** A new secret and the only form of it that is stored. The secret belongs into the one answer and nowhere else. */
export interface NewSecret {
  readonly secret: string;
  readonly credential: IssuedCredential;
}

@Injectable()
export class SecretIssuer {
  constructor(
    private readonly ids: RandomIds,
    @Inject(PEPPERS) private readonly peppers: Peppers,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  issue(mode: Mode): NewSecret {
    const secret = generateSecret({ prefix: this.options.keyPrefix, mode });
    return {
      secret,
      credential: { credentialId: this.ids.credentialId(), ...this.peppers.digest(secret), hint: hintOf(secret) },
    };
  }
}

/** A key with its new secret; for a retry, whose first answer had it, `secretShown` stands in its place. */
export type KeyWithSecret = ChangedKey & ({ readonly secret: string } | { readonly secretShown: true });

/** Only who made the credential that the outcome holds can show its secret: in a retry it is another one. */
export function keyWithSecret(changed: ChangedKey, { secret, credential }: NewSecret): KeyWithSecret {
  const isMine = changed.key.credentials[0]?.credentialId === credential.credentialId;
  return isMine ? { ...changed, secret } : { ...changed, secretShown: true };
}
