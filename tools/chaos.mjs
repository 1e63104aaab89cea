// A running Keyward under traffic, with one fault after the other: `--minutes N` (default: each fault once), `--seed S`,
// `--distributed` (the services, with a Kafka and a MongoDB of their own). Prints one table; exit code 1 when an answer
// was wrong, a command that was answered does not stand, or the system did not recover.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runToEnd } from './child.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, distributed: { type: 'boolean', default: false } },
});
for (const name of ['minutes', 'seed'])
  if (values[name] !== undefined && !(Number(values[name]) > 0)) throw new RangeError(`--${name} takes a number`);

process.exitCode = await runToEnd(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    values.distributed ? 'chaos-distributed' : 'chaos',
  ],
  {
    env: {
      ...process.env,
      KEYWARD_TESTS: 'chaos',
      ...(values.minutes !== undefined && { CHAOS_MINUTES: values.minutes }),
      ...(values.seed !== undefined && { CHAOS_SEED: values.seed }),
    },
  },
);
