import { expect, test } from './kit/page-test.js';
import { newPerson } from './kit/people.js';
import { SESSION_COOKIE } from './kit/product.js';

const OURS = { 'x-keyward-console': '1', 'sec-fetch-site': 'same-origin' };

for (const [what, headers, status] of [
  ['a call of the page', OURS, 200],
  ['a call without the page’s header', { 'sec-fetch-site': 'same-origin' }, 401],
  ['a call from another site', { ...OURS, 'sec-fetch-site': 'cross-site' }, 401],
  ['a call from a sibling of the site', { ...OURS, 'sec-fetch-site': 'same-site' }, 401],
  ['an address that is typed in', { ...OURS, 'sec-fetch-site': 'none' }, 401],
  ['a call of which nobody knows the site', { 'x-keyward-console': '1' }, 401],
] as const) {
  test(`the session cookie in ${what} gets ${String(status)}`, async ({ product, person }) => {
    const answer = await fetch(`${product.url}/v1/me`, {
      headers: { ...headers, cookie: `${SESSION_COOKIE}=${person.token}` },
    });
    expect(answer.status).toBe(status);
    if (status !== 200) expect(await answer.json()).toMatchObject({ code: 'session-refused' });
  });
}

test('a token in Authorization wins over the cookie', async ({ product, person }) => {
  const other = await newPerson();
  const answer = await fetch(`${product.url}/v1/me`, {
    headers: { ...OURS, cookie: `${SESSION_COOKIE}=${person.token}`, authorization: `Bearer ${other.token}` },
  });
  expect(await answer.json()).toMatchObject({ ownerId: `acme/${other.userId}` });
});

test('a form of another site changes nothing, whatever it is sent as', async ({ product, person, api }) => {
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
    const answer = await fetch(`${product.url}/v1/keys`, {
      method: 'POST',
      body: '{"name":"Stolen","scope":"read-write"}',
      headers: { ...OURS, cookie: `${SESSION_COOKIE}=${person.token}`, 'content-type': type },
    });
    expect(answer.status, type).toBe(415);
  }
  expect((await api('GET', '/v1/keys')).body['keys']).toEqual([]);
});

test('the cookie opens no API behind Keyward, and no other origin may read an answer', async ({ product, person }) => {
  const headers = { ...OURS, cookie: `${SESSION_COOKIE}=${person.token}`, origin: 'https://evil.example' };
  expect((await fetch(`${product.url}/api/data-sources/`, { headers })).status).toBe(401);
  for (const method of ['GET', 'OPTIONS']) {
    const answer = await fetch(`${product.url}/v1/me`, {
      method,
      headers: {
        ...headers,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-keyward-console',
      },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});
