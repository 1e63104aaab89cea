import { SignJWT } from 'jose';
import { type User } from './users.js';

/** Claims of `user`; a claim in `overrides` replaces one, `undefined` leaves it out. */
export function claimsOf(
  user: User,
  now: Date,
  overrides: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const iat = Math.floor(now.getTime() / 1000) - 1;
  return {
    sub: user.userId,
    org: user.orgId,
    role: user.role,
    email: user.email,
    name: user.name,
    iat,
    exp: iat + 3600,
    ...overrides,
  };
}

/** Signs `claims` with HS256, as the host product would. */
export function signUserToken(claims: Record<string, unknown>, secret: string, alg = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).sign(Buffer.from(secret));
}
