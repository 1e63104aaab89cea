// Verifies per second over HTTP, by header and by JSON, of keys that are accepted or refused, and of many in one request,
// against a bare node:http handler that answers the same bytes.
// `--smoke`: a few seconds.
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { generateSecret } from '../dist/libs/key-secret/index.js';
import { createKeys, exchange, startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, pinLoadGenerator, printComparison, spawnServer } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const STARTS = smoke ? 1 : 5;
const ROUNDS = smoke ? 1 : 3;
const SECONDS = smoke ? 1 : 2;
const KEYS = 100;
const BATCH = 64;
const CONNECTIONS = 32;

const authorize = (key) => ({
  method: 'GET',
  path: '/v1/authorize',
  headers: { 'x-api-key': key, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/data-sources/' },
});
const post = (path, body) => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const question = (key) => ({ key, permission: 'data-sources.view' });
const verify = (key) => post('/v1/verify', question(key));
const WAYS = {
  'by header': { keys: (all) => all, request: authorize },
  'by header, an unknown key': { keys: unknownLike, request: authorize },
  'by JSON': { keys: (all) => all, request: verify },
  'by JSON, an unknown key': { keys: unknownLike, request: verify },
  'by JSON, a malformed key': { keys: (all) => all.map((key) => key.slice(0, -1)), request: verify },
  [`by JSON, ${BATCH} keys at a time`]: {
    keys: (all) => all,
    request: (key, at, all) =>
      post('/v1/verify/batch', {
        items: Array.from({ length: BATCH }, (_, item) => question(all[(at + item) % all.length])),
      }),
    verdicts: BATCH,
  },
};

pinLoadGenerator();
const rounds = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]));
for (let start = 0; start < STARTS; start++) await measureOnce();
console.log(
  `${describeMachine()}; medians of ${STARTS} starts × ${ROUNDS} rounds × ${SECONDS} s, ${CONNECTIONS} connections, ${KEYS} keys\n`,
);
printComparison({
  heading: 'verify',
  baseline: 'bare node:http',
  rounds,
  verdictsOf: (way) => WAYS[way].verdicts ?? 1,
});

/** Adds the rounds of one process of each. */
async function measureOnce() {
  const keyward = await startKeyward();
  const bare = {};
  try {
    const keys = await createKeys(keyward, 'verifier', KEYS);
    const requests = Object.fromEntries(
      Object.entries(WAYS).map(([way, { keys: keysOf, request }]) => [way, keysOf(keys).map(request)]),
    );
    for (const way of Object.keys(WAYS)) {
      bare[way] = await startBare(keyward, requests[way][0]);
      for (const server of [bare[way], keyward]) await load(server, requests[way], 1);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const way of Object.keys(WAYS))
        rounds[way].push({
          bare: await load(bare[way], requests[way], SECONDS),
          keyward: await load({ ...keyward, status: bare[way].status }, requests[way], SECONDS),
        });
    }
  } finally {
    for (const server of Object.values(bare)) await server.stop();
    await keyward.stop();
  }
}

function unknownLike({ length }) {
  return Array.from({ length }, () => generateSecret({ prefix: 'claribi', mode: 'live' }));
}

/** Answers what Keyward answers to `request`; Node adds Date and the connection's headers to both. */
async function startBare(keyward, { body, ...request }) {
  const { status, rawHeaders, text } = await exchange(keyward.address, {
    ...request,
    ...(body === undefined ? {} : { body: JSON.parse(body) }),
  });
  const headers = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!/^(date|connection|keep-alive)$/i.test(rawHeaders[at])) headers.push(rawHeaders[at], rawHeaders[at + 1]);
  }
  const answer = JSON.stringify({ status, headers, text });
  const server = spawnServer([fileURLToPath(new URL('bare-http.mjs', import.meta.url)), answer], {});
  const [{ port }] = await once(server.child, 'message');
  return { address: `http://127.0.0.1:${port}`, pid: server.child.pid, status, stop: () => server.stop() };
}

/** Requests per second, and CPU microseconds of the server for each; every answer must have the status of the first. */
async function load({ address, pid, status }, requests, duration) {
  const cpuBefore = cpuMsOf(pid);
  const { statusCodeStats, errors, ...result } = await autocannon({
    url: address,
    duration,
    connections: CONNECTIONS,
    requests,
  });
  const answers = Object.values(statusCodeStats).reduce((sum, { count }) => sum + count, 0);
  if (errors > 0 || (status !== undefined && statusCodeStats[status]?.count !== answers))
    throw new Error(`${address}: ${errors} errors, and answers of ${JSON.stringify(statusCodeStats)}`);
  return { rate: answers / result.duration, cpuMicros: ((cpuMsOf(pid) - cpuBefore) * 1000) / answers };
}
