import { SignJWT } from 'jose';
import { type UserTokenTrust } from '#user-auth';

const VALID_FOR = '30 days';

/** A token for an owner to try things with; only the secret that this data folder generated makes it valid. */
export function demoToken(
  secret: string,
  { issuer, audience }: Pick<UserTokenTrust, 'issuer' | 'audience'> = {},
): Promise<string> {
  return new SignJWT({
    org: 'demo',
    role: 'owner',
    name: 'Demo Owner',
    email: 'demo@localhost.test',
    ...(issuer !== undefined && { iss: issuer }),
    ...(audience !== undefined && { aud: audience }),
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('demo')
    .setIssuedAt()
    .setExpirationTime(VALID_FOR)
    .sign(new TextEncoder().encode(secret));
}

export interface Demo {
  readonly token: string;
  /** A new link that signs the demo owner in at the page. */
  readonly linkAt: (address: string) => string;
}

/** What a person needs next: where it is and, with a demo owner, a link and lines to copy. */
export function greeting({
  address,
  dataFolder,
  demo,
}: {
  readonly address: string;
  readonly dataFolder: string;
  readonly demo: Demo | null;
}): string {
  const where = `Keyward is running on ${address}, data in ${dataFolder}\n`;
  if (demo === null) return where;
  return `${where}
Open the page, signed in as a local demo owner (the link works once, for ten minutes):

  ${demo.linkAt(address)}

Or use the API. For this machine only: a user token of the same owner (org demo, role owner, valid for ${VALID_FOR}).

${firstKey({ token: demo.token, keys: address, api: address })}`;
}

/**
 * Lines to copy, from a token to a key that was revoked. `keys`: where keys are managed; `api`: where the protected
 * sample is.
 */
export function firstKey({
  token,
  keys,
  api,
}: {
  readonly token: string;
  readonly keys: string;
  readonly api: string;
}): string {
  return `  TOKEN=${token}

Create a key; the answer shows its secret this once:

  curl -X POST ${keys}/v1/keys -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"name":"My first key","scope":"read-only"}'

Use it on the sample API, then revoke it and see it refused:

  KEY=<secret>  KEY_ID=<key.keyId>
  curl -H "X-API-Key: $KEY" ${api}/api/data-sources/
  curl -X POST ${keys}/v1/keys/$KEY_ID/revoke -H "Authorization: Bearer $TOKEN"
  curl -i -H "X-API-Key: $KEY" ${api}/api/data-sources/
`;
}
