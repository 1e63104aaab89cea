import { type IssuedCredential, type Mode } from '#contracts';
import { generateSecret, hintOf, type Peppers } from '#key-secret';
import { type ChangedKey } from './key-answer.js';

/** A new secret and the only form of it that is stored. The secret belongs into the one answer and nowhere else. */
export interface NewSecret {
  readonly secret: string;
  readonly credential: IssuedCredential;
}

export function newSecret(mode: Mode, keyPrefix: string, peppers: Peppers, credentialId: string): NewSecret {
  const secret = generateSecret({ prefix: keyPrefix, mode });
  return { secret, credential: { credentialId, ...peppers.digest(secret), hint: hintOf(secret) } };
}

/** A key with its new secret; for a retry, whose first answer had it, `secretShown` stands in its place. */
export type KeyWithSecret = ChangedKey & ({ readonly secret: string } | { readonly secretShown: true });

/** Only who made the credential that the outcome holds can show its secret: in a retry it is another one. */
export function keyWithSecret(changed: ChangedKey, { secret, credential }: NewSecret): KeyWithSecret {
  const isMine = changed.key.credentials[0]?.credentialId === credential.credentialId;
  return isMine ? { ...changed, secret } : { ...changed, secretShown: true };
}
