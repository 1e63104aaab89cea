// What operators do to the services after the first day, under load: `npm run drill -- peppers`, without names all of it;
// `--seed S`. Prints one table; exit code 1 when a verdict was wrong or refused, or a command has no answer.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runToEnd } from './child.mjs';

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
if (values.seed !== undefined && !(Number(values.seed) > 0)) throw new RangeError('--seed takes a number');

process.exitCode = await runToEnd(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
  {
    env: {
      ...process.env,
      KEYWARD_TESTS: 'drill',
      DRILLS: positionals.join(','),
      ...(values.seed !== undefined && { DRILL_SEED: values.seed }),
    },
  },
);
