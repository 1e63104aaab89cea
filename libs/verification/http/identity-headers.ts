import { orgIdOf } from '#contracts';
import { type CredentialDocument } from '../domain/documents.js';
import { type Accepted } from '../domain/judge.js';

interface Identity {
  readonly role: string;
  readonly headers: readonly string[];
}

/** Documents are never changed, only replaced: what is kept of one ends with it. */
const identities = new WeakMap<CredentialDocument, Identity>();

/** Whose key it is, for the service behind the gateway: name, value, name, value, … */
export function identityHeaders({ credential, role }: Accepted): readonly string[] {
  const known = identities.get(credential);
  if (known?.role === role) return known.headers;
  const { keyId, ownerId, scope, mode } = credential;
  const headers = [
    'x-key-id',
    keyId,
    'x-key-owner',
    ownerId,
    'x-key-org',
    orgIdOf(ownerId),
    'x-key-role',
    role,
    'x-key-scope',
    scope,
    'x-key-mode',
    mode,
  ];
  identities.set(credential, { role, headers });
  return headers;
}
