// Verifies per second by gRPC, against a bare grpc-js server that answers the same bytes. `--smoke`: a few seconds.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Client, credentials } from '@grpc/grpc-js';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Verification, VerifyRequestSchema, VerifyResponseSchema } from '../dist/libs/protos/index.js';
import { freePort } from '../test/profiles/free-port.ts';
import { createKeys, startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, pinLoadGenerator, printComparison, spawnServer } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const STARTS = smoke ? 1 : 3;
const ROUNDS = smoke ? 1 : 5;
const SECONDS = smoke ? 1 : 2;
const KEYS = 100;
const CONNECTIONS = 4;
const CALLS_EACH = 8;
const PATH = `/${Verification.typeName}/Verify`;
const asItIs = (bytes) => bytes;

pinLoadGenerator();
const rounds = { 'an accepted key': [], 'an unknown key': [] };
for (let start = 0; start < STARTS; start++) await measureOnce();
console.log(
  `${describeMachine()}; medians of ${STARTS} starts × ${ROUNDS} rounds × ${SECONDS} s, ${CONNECTIONS} connections with ${CALLS_EACH} calls each, ${KEYS} keys\n`,
);
printComparison({ heading: 'verify by gRPC', baseline: 'bare grpc-js', rounds });

async function measureOnce() {
  const port = await freePort();
  const keyward = await startKeyward({ GRPC_PORT: String(port), VERIFY_AUTH: 'none' });
  const server = { port, pid: keyward.pid };
  try {
    const keys = await createKeys(keyward, 'verifier', KEYS);
    const questions = {
      'an accepted key': keys.map(questionOf),
      'an unknown key': [questionOf(await unknownKey())],
    };
    for (const [what, asked] of Object.entries(questions)) {
      const bare = await startBare(await answerOf(port, asked[0]));
      try {
        for (const each of [bare, server]) await load(each, asked, 1);
        for (let round = 0; round < ROUNDS; round++)
          rounds[what].push({
            bare: await load(bare, asked, SECONDS),
            keyward: await load(server, asked, SECONDS),
          });
      } finally {
        await bare.stop();
      }
    }
  } finally {
    await keyward.stop();
  }
}

/** Well-formed, and of another Keyward. */
async function unknownKey() {
  const other = await startKeyward();
  try {
    const [key] = await createKeys(other, 'somebody', 1);
    return key;
  } finally {
    await other.stop();
  }
}

function questionOf(key) {
  const question = { case: 'permission', value: 'data-sources.view' };
  return Buffer.from(toBinary(VerifyRequestSchema, create(VerifyRequestSchema, { key, question })));
}

function connect(port) {
  return new Client(`127.0.0.1:${port}`, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
}

function ask(client, bytes) {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(PATH, asItIs, asItIs, bytes, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

async function answerOf(port, bytes) {
  const client = connect(port);
  const answer = await ask(client, bytes);
  client.close();
  if (fromBinary(VerifyResponseSchema, answer).code === '') throw new Error('Keyward gave no verdict');
  return answer;
}

async function startBare(answer) {
  const file = fileURLToPath(new URL('bare-grpc.mjs', import.meta.url));
  const server = spawnServer([file, PATH, answer.toString('base64')], {});
  const [{ port }] = await once(server.child, 'message');
  return { port, pid: server.child.pid, stop: () => server.stop() };
}

/** Calls per second, and CPU microseconds of the server for each. */
async function load({ port, pid }, questions, seconds) {
  const clients = Array.from({ length: CONNECTIONS }, () => connect(port));
  await Promise.all(clients.map((client) => ask(client, questions[0])));
  const cpuBefore = cpuMsOf(pid);
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let answered = 0;
  const caller = async (client) => {
    while (performance.now() < endsAt) {
      await ask(client, questions[answered % questions.length]);
      answered++;
    }
  };
  await Promise.all(clients.flatMap((client) => Array.from({ length: CALLS_EACH }, () => caller(client))));
  const tookSeconds = (performance.now() - startedAt) / 1000;
  const cpuMicros = ((cpuMsOf(pid) - cpuBefore) * 1000) / answered;
  for (const client of clients) client.close();
  return { rate: answered / tookSeconds, cpuMicros };
}
