// Processor time of a verdict by header with traces off, on with a gateway that records none, and on with one that records
// every hundredth, and of a key's creation with traces off and on. The baseline of each is off. `--smoke`: some seconds.
import { createServer } from 'node:http';
import process from 'node:process';
import autocannon from 'autocannon';
import { createKeys, startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, median, pinLoadGenerator, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const ROUNDS = smoke ? 1 : 9;
const SECONDS = smoke ? 1 : 2;
const KEYS = 100;
const COMMANDS = smoke ? 50 : 300;
const trace = (recorded) => `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-0${recorded}`;
const VERDICTS = {
  off: { on: false, traced: null },
  'on, none recorded': { on: true, traced: () => trace(0) },
  'on, one of 100 recorded': { on: true, traced: (at) => trace(at === 0 ? 1 : 0) },
};

pinLoadGenerator();
const collector = createServer((request, response) => request.resume().on('end', () => response.end('{}')));
await new Promise((resolve) => collector.listen(0, '127.0.0.1', resolve));
const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${collector.address().port}`;
const off = await startKeyward();
const on = await startKeyward({ OTEL_EXPORTER_OTLP_ENDPOINT });
const serverOf = (isOn) => (isOn ? on : off);
try {
  const keys = { true: await createKeys(on, 'verifier', KEYS), false: await createKeys(off, 'verifier', KEYS) };
  const verdicts = Object.fromEntries(Object.keys(VERDICTS).map((name) => [name, []]));
  const creates = { off: [], on: [] };
  for (const { on: isOn, traced } of Object.values(VERDICTS)) await verdict(serverOf(isOn), keys[isOn], traced, 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, { on: isOn, traced }] of Object.entries(VERDICTS))
      verdicts[name].push(await verdict(serverOf(isOn), keys[isOn], traced, SECONDS));
    for (const name of Object.keys(creates))
      creates[name].push(await create(serverOf(name === 'on'), `${name}-${round}`));
  }
  console.log(`${describeMachine()}; medians of ${ROUNDS} rounds\n`);
  printTable([...rowsOf('verdict by header', verdicts), ...rowsOf('create', creates)]);
} finally {
  await off.stop();
  await on.stop();
  collector.close();
}

function rowsOf(what, measured) {
  const baseline = median(measured.off);
  return Object.entries(measured).map(([traces, micros]) => ({
    what,
    traces,
    'CPU µs': median(micros).toFixed(0),
    'of off': (median(micros) / baseline).toFixed(2),
  }));
}

/** CPU microseconds of the server for each verdict. */
async function verdict({ address, pid }, keys, traced, duration) {
  const requests = keys.map((key, at) => ({
    path: '/v1/authorize',
    headers: {
      'x-api-key': key,
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/api/data-sources/',
      ...(traced !== null && { traceparent: traced(at) }),
    },
  }));
  const before = cpuMsOf(pid);
  const result = await autocannon({ url: address, duration, connections: 32, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return ((cpuMsOf(pid) - before) * 1000) / result['2xx'];
}

/** The same for each creation of a key. */
async function create(server, owner) {
  const post = await server.as(owner);
  const before = cpuMsOf(server.pid);
  for (let at = 0; at < COMMANDS; at++) await post('/v1/keys', { name: 'Bench', scope: 'read-only' });
  return ((cpuMsOf(server.pid) - before) * 1000) / COMMANDS;
}
