// Verifies per second by RPC (Nest's TCP transport), one key and 64 at a time, against a bare Nest TCP server that
// answers the same. `--smoke`: a few seconds.
import { once } from 'node:events';
import net from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/profiles/free-port.ts';
import { createKeys, startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, pinLoadGenerator, printComparison, spawnServer } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const STARTS = smoke ? 1 : 3;
const ROUNDS = smoke ? 1 : 5;
const SECONDS = smoke ? 1 : 2;
const KEYS = 100;
const BATCH = 64;
const CONNECTIONS = 4;
const QUESTIONS_EACH = 8;

const requestOf = (key) => ({ key, permission: 'data-sources.view' });
const WAYS = {
  'one key': { keys: 1, pattern: 'verify-key', data: (keys, at) => requestOf(keys[at]) },
  [`${BATCH} keys`]: {
    keys: BATCH,
    pattern: 'verify-keys',
    data: (keys, at) => ({ items: Array.from({ length: BATCH }, (_, nth) => requestOf(keys[(at + nth) % KEYS])) }),
  },
};

pinLoadGenerator();
const rounds = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]));
for (let start = 0; start < STARTS; start++) await measureOnce();
console.log(
  `${describeMachine()}; medians of ${STARTS} starts × ${ROUNDS} rounds × ${SECONDS} s, ${CONNECTIONS} connections with ${QUESTIONS_EACH} questions each, ${KEYS} keys\n`,
);
printComparison({
  heading: 'verify by RPC',
  baseline: 'bare Nest',
  rounds,
  verdictsOf: (way) => WAYS[way].keys,
});

async function measureOnce() {
  const port = await freePort();
  const keyward = await startKeyward({ TCP_PORT: String(port), VERIFY_AUTH: 'none' });
  const server = { port, pid: keyward.pid };
  try {
    const keys = await createKeys(keyward, 'verifier', KEYS);
    const questions = Object.fromEntries(
      Object.entries(WAYS).map(([way, { pattern, data }]) => [
        way,
        keys.map((_, at) => frameOf({ pattern, data: data(keys, at), id: 'question' })),
      ]),
    );
    const bare = await startBare(port, questions);
    try {
      for (const way of Object.keys(WAYS)) for (const each of [bare, server]) await load(each, questions[way], 1);
      for (let round = 0; round < ROUNDS; round++)
        for (const way of Object.keys(WAYS))
          rounds[way].push({
            bare: await load(bare, questions[way], SECONDS),
            keyward: await load(server, questions[way], SECONDS),
          });
    } finally {
      await bare.stop();
    }
  } finally {
    await keyward.stop();
  }
}

function frameOf(message) {
  const text = JSON.stringify(message);
  return Buffer.from(`${text.length}#${text}`);
}

/** Hands `onMessage` every message that comes; its texts are ASCII. */
async function connect(port, onMessage) {
  const socket = net.connect(port, '127.0.0.1').setNoDelay(true);
  let rest = '';
  socket.on('data', (chunk) => {
    rest += chunk.latin1Slice();
    for (;;) {
      const mark = rest.indexOf('#');
      const end = mark + 1 + Number(rest.slice(0, mark));
      if (mark === -1 || rest.length < end) return;
      const text = rest.slice(mark + 1, end);
      rest = rest.slice(end);
      onMessage(text, socket);
    }
  });
  await once(socket, 'connect');
  return socket;
}

async function answerOf(port, frame) {
  const answered = Promise.withResolvers();
  const socket = await connect(port, answered.resolve);
  socket.write(frame);
  const { response, err } = JSON.parse(await answered.promise);
  socket.destroy();
  if (response === undefined) throw new Error(`Keyward answered ${JSON.stringify(err)}`);
  return response;
}

async function startBare(port, questions) {
  const answers = {};
  for (const [way, { pattern }] of Object.entries(WAYS)) answers[pattern] = await answerOf(port, questions[way][0]);
  const server = spawnServer([fileURLToPath(new URL('bare-rpc.mjs', import.meta.url)), JSON.stringify(answers)], {});
  const [bare] = await once(server.child, 'message');
  return { port: bare.port, pid: server.child.pid, stop: () => server.stop() };
}

/** Answers per second, and CPU microseconds of the server for each. */
async function load({ port, pid }, frames, seconds) {
  let [answered, open] = [0, CONNECTIONS * QUESTIONS_EACH];
  const allAnswered = Promise.withResolvers();
  let endsAt = Infinity;
  const onMessage = (text, socket) => {
    answered++;
    if (!text.includes('"response"')) allAnswered.reject(new Error(text));
    else if (performance.now() < endsAt) socket.write(frames[answered % frames.length]);
    else if (--open === 0) allAnswered.resolve();
  };
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(port, onMessage)));
  const cpuBefore = cpuMsOf(pid);
  const startedAt = performance.now();
  endsAt = startedAt + seconds * 1000;
  for (const socket of sockets) for (let nth = 0; nth < QUESTIONS_EACH; nth++) socket.write(frames[nth]);
  await allAnswered.promise;
  const tookSeconds = (performance.now() - startedAt) / 1000;
  const cpuMicros = ((cpuMsOf(pid) - cpuBefore) * 1000) / answered;
  for (const socket of sockets) socket.destroy();
  return { rate: answered / tookSeconds, cpuMicros };
}
