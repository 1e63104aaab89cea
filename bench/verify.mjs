// Verifies per second over HTTP, by header and by JSON, against a bare node:http handler that answers the same bytes.
// `--smoke`: a few seconds.
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { createKeys, exchange, startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, median, pinLoadGenerator, printTable, spawnServer } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const STARTS = smoke ? 1 : 5;
const ROUNDS = smoke ? 1 : 4;
const SECONDS = smoke ? 1 : 2;
const KEYS = 100;
const CONNECTIONS = 32;

const forwarded = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/data-sources/' };
const WAYS = {
  'by header': (key) => ({ method: 'GET', path: '/v1/authorize', headers: { 'x-api-key': key, ...forwarded } }),
  'by JSON': (key) => ({
    method: 'POST',
    path: '/v1/verify',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, permission: 'data-sources.view' }),
  }),
};

pinLoadGenerator();
const rounds = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]));
for (let start = 0; start < STARTS; start++) await measureOnce();
console.log(
  `${describeMachine()}; medians of ${STARTS} starts × ${ROUNDS} rounds × ${SECONDS} s, ${CONNECTIONS} connections, ${KEYS} keys\n`,
);
printTable(
  Object.entries(rounds).map(([way, measured]) => {
    const of = (pick) => median(measured.map(pick));
    return {
      verify: way,
      'bare node:http /s': Math.round(of((each) => each.bare.rate)),
      'Keyward /s': Math.round(of((each) => each.keyward.rate)),
      ratio: of((each) => each.keyward.rate / each.bare.rate).toFixed(2),
      'bare CPU µs': of((each) => each.bare.cpuMicros).toFixed(0),
      'Keyward CPU µs': of((each) => each.keyward.cpuMicros).toFixed(0),
      'ratio by CPU': of((each) => each.bare.cpuMicros / each.keyward.cpuMicros).toFixed(2),
    };
  }),
);

/** Adds the rounds of one process of each. */
async function measureOnce() {
  const keyward = await startKeyward();
  try {
    const keys = await createKeys(keyward, 'verifier', KEYS);
    const bare = await startBare(keyward, keys[0]);
    try {
      for (const way of Object.keys(WAYS)) for (const server of [bare, keyward]) await load(server, way, keys, 1);
      for (let round = 0; round < ROUNDS; round++) {
        for (const way of Object.keys(WAYS))
          rounds[way].push({
            bare: await load(bare, way, keys, SECONDS),
            keyward: await load(keyward, way, keys, SECONDS),
          });
      }
    } finally {
      await bare.stop();
    }
  } finally {
    await keyward.stop();
  }
}

/** The baseline answers what Keyward answered to the first key; Node adds Date and the connection's headers to both. */
async function startBare(keyward, key) {
  const answers = {};
  for (const way of Object.values(WAYS)) {
    const { body, ...request } = way(key);
    const { status, rawHeaders, text } = await exchange(keyward.address, {
      ...request,
      ...(body === undefined ? {} : { body: JSON.parse(body) }),
    });
    if (status >= 300) throw new Error(`${request.path} → ${status}: ${text}`);
    const headers = [];
    for (let at = 0; at < rawHeaders.length; at += 2) {
      if (!/^(date|connection|keep-alive)$/i.test(rawHeaders[at])) headers.push(rawHeaders[at], rawHeaders[at + 1]);
    }
    answers[request.path] = { status, headers, text };
  }
  const server = spawnServer([fileURLToPath(new URL('bare-http.mjs', import.meta.url)), JSON.stringify(answers)], {});
  const [{ port }] = await once(server.child, 'message');
  return { address: `http://127.0.0.1:${port}`, pid: server.child.pid, stop: () => server.stop() };
}

/** Requests per second, and CPU microseconds of the server for each; every answer must be a 2xx. */
async function load({ address, pid }, way, keys, duration) {
  const cpuBefore = cpuMsOf(pid);
  const result = await autocannon({ url: address, duration, connections: CONNECTIONS, requests: keys.map(WAYS[way]) });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${way}: ${result.non2xx} refusals and ${result.errors} errors from ${address}`);
  return { rate: result['2xx'] / result.duration, cpuMicros: ((cpuMsOf(pid) - cpuBefore) * 1000) / result['2xx'] };
}
