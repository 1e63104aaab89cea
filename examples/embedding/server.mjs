// A host product that shows Keyward's page in a frame of its own. README.md says how to start it.
import { SignJWT } from 'jose';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import process from 'node:process';

const { JWT_SECRET = '', KEYWARD_URL = 'http://localhost:3000', PORT = '4000' } = process.env;
if (JWT_SECRET.length < 32)
  throw new Error(
    'JWT_SECRET is missing or shorter than 32 characters: give this server and Keyward the same one. Example: JWT_SECRET=$(openssl rand -base64 32)',
  );

const HOST = `localhost:${PORT}`;
const TOKEN_LIFETIME = '5m';
const file = (name) => readFile(new URL(name, import.meta.url), 'utf8');
const html = (await file('index.html')).replaceAll('http://localhost:3000', new URL(KEYWARD_URL).origin);
const script = await file('host.js');
const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `frame-ancestors 'none'; frame-src ${new URL(KEYWARD_URL).origin}`,
};

/**
 * Here everybody is Ann. A host product asks its session who it is, and signs with the key whose public part Keyward
 * has by JWKS_URL.
 */
function tokenOfCaller() {
  return new SignJWT({ org: 'example', role: 'administrator', name: 'Ann' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ann')
    .setIssuedAt()
    .setExpirationTime(TOKEN_LIFETIME)
    .sign(new TextEncoder().encode(JWT_SECRET));
}

/**
 * Only a script of this page gets a token: no other site, and no name that somebody else has pointed at this machine.
 */
function isOfThePage(request) {
  return request.headers.host === HOST && request.headers['sec-fetch-site'] === 'same-origin';
}

const server = createServer((request, response) => {
  respond(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500, headers).end();
  });
});

async function respond(request, response) {
  const send = (status, type, body) => {
    response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(body);
  };
  switch (`${request.method} ${request.url}`) {
    case 'GET /':
      return send(200, 'text/html', html);
    case 'GET /host.js':
      return send(200, 'text/javascript', script);
    case 'POST /keyward-token':
      return isOfThePage(request)
        ? send(200, 'application/json', JSON.stringify({ token: await tokenOfCaller() }))
        : send(403, 'text/plain', 'Only the page itself gets a token.');
    default:
      return send(404, 'text/plain', 'There is nothing here.');
  }
}

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The host product is running on http://${HOST}, with Keyward at ${KEYWARD_URL} in a frame`);
});
