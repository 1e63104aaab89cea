import { type Person, apiOf, newPerson } from './people.js';
import { type Product, startProduct } from './product.js';

const DAY_MS = 86_400_000;
const MORE_THAN_BUSY = 1100;
const BATCH = 100;

export const LONG_NAME =
  'W'.repeat(40) + ' ' + 'the nightly export of every dashboard to the warehouse ends'.slice(0, 59);
export const RIGHT_TO_LEFT_NAME = 'مفتاح التقارير الأسبوعية';
export const HTML_NAME = '<img src=x onerror=alert(1)>';

export interface Seeded {
  readonly product: Product;
  /** An administrator, with a key of every kind. */
  readonly person: Person;
  /** Of the same organisation: with keys, deactivated, and an owner. */
  readonly member: Person;
  readonly deactivated: Person;
  readonly owner: Person;
}

/**
 * A product and a person of it with a key of every kind that the list tells apart. Its clock is right again; tests only
 * look at it.
 */
export async function startSeeded(): Promise<Seeded> {
  const now = Date.now();
  const product = await startProduct();
  const person = await newPerson({ role: 'administrator', issuedAt: new Date(now - 120 * DAY_MS) });
  const key = keyMaker(product, person);
  const api = apiOf(product, person);

  await product.setClock(new Date(now - 100 * DAY_MS));
  const zapier = await key('Zapier Integration', 'read-write');
  await product.setClock(new Date(now - 45 * DAY_MS));
  await key('Old Sandbox', 'read-only', { mode: 'test' });
  await key('Excel Add-in', 'read-only', { expiresAt: new Date(now + 3 * DAY_MS).toISOString() });
  await key('Trial of a Partner', 'read-only', { expiresAt: new Date(now - 2 * DAY_MS).toISOString() });
  const resting = await key('Quarterly Import', 'read-write');
  await product.setClock(new Date(now - 5 * DAY_MS));
  const report = await key('Weekly Report Script', 'read-only', {
    expiresAt: new Date(now + 85 * DAY_MS).toISOString(),
  });
  const left = await key('Contractor', 'read-write');
  await product.setClock(new Date());

  await key(HTML_NAME, 'read-only');
  await key(RIGHT_TO_LEFT_NAME, 'read-only');
  await key(LONG_NAME, 'read-write');
  for (let sent = 0; sent < MORE_THAN_BUSY; sent += BATCH) await verify(product, zapier.secret);
  await use(product, zapier.secret, '/api/data-sources/');
  await use(product, report.secret, '/api/reports/');
  await api('POST', `/v1/keys/${report.keyId}/rotate`, { graceHours: 24 });
  await use(product, report.secret, '/api/reports/');
  await api('PUT', `/v1/keys/${zapier.keyId}/reminder`, { intervalDays: 90 });
  await api('POST', `/v1/keys/${resting.keyId}/pause`);
  await api('POST', `/v1/keys/${left.keyId}/revoke`, { reason: 'The contract has ended' });
  return { product, person, ...(await seedMembers(product, person)) };
}

async function seedMembers(product: Product, person: Person): Promise<Omit<Seeded, 'product' | 'person'>> {
  const member = await newPerson();
  const deactivated = await newPerson({
    role: 'viewer',
    userId: 'auth0|a-person-whose-id-is-as-long-as-some-identity-providers-make-them',
  });
  const owner = await newPerson({ role: 'owner' });
  await keyMaker(product, member)('Nightly Export');
  for (const each of [deactivated, owner]) await apiOf(product, each)('GET', '/v1/keys');
  await apiOf(product, person)('PUT', `/v1/members/${encodeURIComponent(deactivated.userId)}`, { active: false });
  return { member, deactivated, owner };
}

/** Makes keys of `person`. */
export function keyMaker(product: Product, person: Person) {
  const api = apiOf(product, person);
  return async (
    name: string,
    scope: 'read-only' | 'read-write' = 'read-only',
    rest: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly keyId: string; readonly secret: string }> => {
    const { status, body } = await api('POST', '/v1/keys', { name, scope, ...rest });
    const { key, secret } = body;
    if (
      status !== 201 ||
      typeof secret !== 'string' ||
      typeof key !== 'object' ||
      key === null ||
      !('keyId' in key) ||
      typeof key.keyId !== 'string'
    )
      throw new Error(`no key was made: ${String(status)} ${JSON.stringify(body)}`);
    return { keyId: key.keyId, secret };
  };
}

/** A request to the API behind Keyward, as a script with `secret` sends it; its status. */
export async function use({ url }: Product, secret: string, path = '/api/data-sources/'): Promise<number> {
  return (await fetch(`${url}${path}`, { headers: { 'x-api-key': secret } })).status;
}

/** `times` uses of `secret`, at most as many as one call takes. */
export async function verify({ url }: Product, secret: string, times = BATCH): Promise<void> {
  const items = Array.from({ length: times }, () => ({ key: secret }));
  const answer = await fetch(`${url}/v1/verify/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  if (!answer.ok) throw new Error(`not verified: ${String(answer.status)}`);
}
