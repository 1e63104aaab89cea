// How long a verdict takes while many keys are in use: `GET /v1/authorize` in an open loop, so that a pause of the
// server counts for everybody who came meanwhile, beside a bare node:http handler in turns. `--smoke`: a few seconds.
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createKeys, exchange, startKeyward } from './keyward.mjs';
import { describeMachine, median, pinLoadGenerator, printTable, quantile, spawnServer } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const KEYS = smoke ? 100 : 1000;
const KEYS_OF_OWNER = 100;
const PER_SECOND = 1000;
const SECONDS = smoke ? 2 : 10;
const ROUNDS = smoke ? 1 : 5;
const CONNECTIONS = 64;
const PATH = '/v1/authorize';
const forwarded = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/data-sources/' };
/** Names of headers that Node adds itself. */
const OF_NODE = ['date', 'connection', 'keep-alive'];

pinLoadGenerator();
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const keyward = await startKeyward();
const rounds = { 'bare node:http': [], Keyward: [] };
try {
  const keys = await createAllKeys();
  const bare = await startBare(keys[0]);
  try {
    for (const address of [bare.address, keyward.address]) await load(address, keys, 2);
    for (let round = 0; round < ROUNDS; round++) {
      rounds['bare node:http'].push(await load(bare.address, keys, SECONDS));
      rounds.Keyward.push(await load(keyward.address, keys, SECONDS));
    }
  } finally {
    await bare.stop();
  }
} finally {
  await keyward.stop();
  agent.destroy();
}
console.log(
  `${describeMachine()}; ${PER_SECOND} verdicts/s over ${KEYS} keys, medians of ${ROUNDS} rounds × ${SECONDS} s\n`,
);
printTable(
  Object.entries(rounds).map(([server, measured]) => {
    const of = (share) => median(measured.map((waits) => quantile(waits, share))).toFixed(2);
    const calmest = Math.min(...measured.map((waits) => quantile(waits, 0.99))).toFixed(2);
    return {
      server,
      'p50, ms': of(0.5),
      'p90, ms': of(0.9),
      'p99, ms': of(0.99),
      'p99.9, ms': of(0.999),
      'p99 of the calmest round, ms': calmest,
    };
  }),
);

async function createAllKeys() {
  const secrets = [];
  for (let owner = 0; secrets.length < KEYS; owner++)
    secrets.push(...(await createKeys(keyward, `owner-${owner}`, KEYS_OF_OWNER)));
  return secrets;
}

/** The baseline answers what Keyward answered to the first key. */
async function startBare(key) {
  const { status, rawHeaders, text } = await exchange(keyward.address, {
    path: PATH,
    headers: { 'x-api-key': key, ...forwarded },
  });
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 && !OF_NODE.includes(name.toLowerCase()) ? [[name, rawHeaders[at + 1]]] : [],
  );
  const answer = { status, headers: Object.fromEntries(headers), text };
  const server = spawnServer([fileURLToPath(new URL('bare-http.mjs', import.meta.url)), JSON.stringify(answer)], {});
  const [{ port }] = await once(server.child, 'message');
  return { address: `http://127.0.0.1:${port}`, stop: () => server.stop() };
}

/** Milliseconds from when each request was due to its answer's end. */
async function load(address, keys, seconds) {
  const { hostname, port } = new URL(address);
  const total = PER_SECOND * seconds;
  const waits = [];
  const began = performance.now();
  const dueAt = (nth) => began + (nth / PER_SECOND) * 1000;
  await new Promise((resolve, reject) => {
    let sent = 0;
    const ask = (due) => {
      const headers = { 'x-api-key': keys[sent % keys.length], ...forwarded };
      const asked = httpRequest({ agent, hostname, port, path: PATH, headers }, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
          waits.push(performance.now() - due);
          if (waits.length === total) resolve();
        });
      });
      asked.once('error', reject);
      asked.end();
    };
    const send = () => {
      for (const now = performance.now(); sent < total && dueAt(sent) <= now; sent++) ask(dueAt(sent));
      if (sent < total) setImmediate(send); // a timer would be late by a millisecond
    };
    send();
  });
  return waits;
}
