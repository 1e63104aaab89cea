import { type BrowserContext } from '@playwright/test';
import { SignJWT } from 'jose';
import { JWT_SECRET, type Product, SESSION_COOKIE } from './product.js';

export interface Person {
  readonly userId: string;
  readonly orgId: string;
  readonly token: string;
}

let people = 0;

function newUserId(): string {
  people += 1;
  return `ann${String(process.pid)}x${String(people)}`;
}

/** A person whom nobody has seen before. */
export async function newPerson({
  role = 'analyst',
  orgId = 'acme',
  issuedAt = new Date(),
  userId = newUserId(),
  email = '',
} = {}): Promise<Person> {
  const seconds = Math.floor(issuedAt.getTime() / 1000);
  const token = await new SignJWT({
    org: orgId,
    role,
    name: 'Ann',
    email: email === '' ? `${userId}@acme.test` : email,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 390 * 86_400)
    .sign(new TextEncoder().encode(JWT_SECRET));
  return { userId, orgId, token };
}

/** As the host product does it: its httpOnly cookie holds the token. */
export async function signIn(context: BrowserContext, { url }: Product, { token }: Person): Promise<void> {
  await context.addCookies([{ name: SESSION_COOKIE, value: token, url, httpOnly: true, sameSite: 'Strict' }]);
}

/** The management API, as `person`. */
export function apiOf({ url }: Product, { token }: Person) {
  return async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
}
