import { SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { type Role } from '#contracts';
import { parseServiceTokens } from '#user-auth';
import { type UserAuthOptions } from '../../libs/user-auth/user-auth.module.js';

const SECRET = 'a secret that signs tokens in tests only';

export const SERVICE_TOKEN = 'token-of-the-host-product';

export const AUTH: UserAuthOptions = {
  trust: { key: { kind: 'secret', secret: SECRET } },
  serviceTokens: parseServiceTokens(`host-product:${createHash('sha256').update(SERVICE_TOKEN).digest('hex')}`),
};

export interface Claims {
  readonly sub: string;
  readonly org: string;
  readonly role: Role;
  readonly email?: string;
}

export function userToken(claims: Claims, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 3600)
    .sign(new TextEncoder().encode(SECRET));
}
