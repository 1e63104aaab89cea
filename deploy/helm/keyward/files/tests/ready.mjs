// What `helm test` runs: every service is ready, and nobody gets in without a token. SERVICES: key-command=http://…,…
import { readFileSync } from 'node:fs';
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { connect } from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const { SERVICES = '', PORTS = '', TIMEOUT_SECONDS = '120', TLS_CA_FILE, TLS_CERT_FILE, TLS_KEY_FILE } = process.env;
const until = Date.now() + Number(TIMEOUT_SECONDS) * 1000;
const services = new Map(SERVICES.split(',').map((each) => each.split('=')));
const read = (file) => (file === undefined ? undefined : readFileSync(file));
const tls = { ca: read(TLS_CA_FILE), cert: read(TLS_CERT_FILE), key: read(TLS_KEY_FILE) };

/** The status of the answer. */
function ask(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? https : http;
    send(url, { method, headers, timeout: 5000, ...tls }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('timeout', function () {
        this.destroy(new Error('no answer within 5 s'));
      })
      .on('error', reject)
      .end(body);
  });
}

function opens(address) {
  const [host, port] = address.split(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), timeout: 5000 }, () => {
      socket.destroy();
      resolve(true);
    })
      .on('timeout', () => socket.destroy(new Error('no connection within 5 s')))
      .on('error', reject);
  });
}

/** Tries until it is as it should be, or the time is over. */
async function check(what, attempt, expected) {
  for (;;) {
    const got = await attempt().catch((error) => error.message);
    if (got === expected) return console.log(`ok: ${what}`);
    if (Date.now() > until) {
      process.exitCode = 1;
      return console.error(`not ok: ${what}: ${String(got)} in place of ${String(expected)}`);
    }
    await pause(1000);
  }
}

for (const [name, url] of services) await check(`${name} is ready`, () => ask(`${url}/health/ready`), 200);
for (const address of PORTS.split(',').filter((each) => each !== ''))
  await check(`${address} takes connections`, () => opens(address), true);

const question = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"key":"none"}' };
const closed = {
  'key-command': ['nobody reads keys without a token', (url) => ask(`${url}/v1/keys`)],
  activity: ['nobody reads activity without a token', (url) => ask(`${url}/v1/activity`)],
  verification: ['nobody gets a verdict without a token', (url) => ask(`${url}/v1/verify`, question)],
};
for (const [name, [what, attempt]] of Object.entries(closed))
  if (services.has(name)) await check(what, () => attempt(services.get(name)), 401);
