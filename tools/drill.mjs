// What operators do to the services after the first day, under load: `npm run drill -- peppers`, without names all of it;
// `--seed S`; `--keys N` that `carry` has (5000). Prints one table; exit code 1 when a verdict was wrong or refused, or a command has no answer.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runToEnd } from './child.mjs';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, keys: { type: 'string' } },
  allowPositionals: true,
});
for (const [name, value] of Object.entries(values))
  if (!(Number(value) > 0)) throw new RangeError(`--${name} takes a number above 0`);

process.exitCode = await runToEnd(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
  {
    env: {
      ...process.env,
      KEYWARD_TESTS: 'drill',
      DRILLS: positionals.join(','),
      ...(values.seed !== undefined && { DRILL_SEED: values.seed }),
      ...(values.keys !== undefined && { DRILL_KEYS: values.keys }),
    },
  },
);
