// Entry of every npm script. Plain JavaScript for Node ≥ 20: installs and builds what is missing, then runs the task on
// Node 24.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { runToEnd } from './child.mjs';
import { Refusal } from './refusal.mjs';
import { ensureInstalled } from './install.mjs';
import { runtime } from './runtime.mjs';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const ESLINT = ['node_modules/eslint/bin/eslint.js', '--cache', '--cache-location', '.cache/eslint/'];
const PRETTIER = [
  'node_modules/prettier/bin/prettier.cjs',
  '--cache',
  '--cache-location',
  '.cache/prettier',
  '--log-level',
  'warn',
  '.',
];
const TSC = (project) => ['node_modules/typescript/bin/tsc', '-p', project, '--noEmit'];
/** The page and its tests have the browser's types. */
const TYPES = ['tsconfig.json', 'apps/console', 'test/page'].map(TSC);
const DEPCRUISE = [
  'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  ...['apps', 'libs', 'examples', 'test'].filter((folder) => existsSync(new URL(`../${folder}`, import.meta.url))),
];
const FENCES = ['test/fences/check.mjs'];
const CONSOLE_TYPES = ['tools/generate-console-types.mjs'];
const PROTOS = ['tools/protos.mjs'];
const PAGE = ['tools/test-page.mjs'];
const PICTURES = ['tools/pictures.mjs'];
const ERRORS_DOC = ['tools/generate-errors-doc.mjs'];
const DASHBOARDS = ['tools/generate-dashboards.mjs'];

/**
 * Each task: the commands (arguments of Node 24) to run one after the other. The caller's own arguments go to each;
 * `alone`: what follows when there are none; `note`: what is said at the end.
 */
const TASKS = {
  start: { built: true, commands: [['--enable-source-maps', '--disable-sigusr1', 'dist/apps/standalone/main.js']] },
  // in a process group of its own: Ctrl-C reaches it alone, so that services end before the engines they use
  'start:distributed': { built: true, options: { detached: true }, commands: [['tools/start-distributed.mjs']] },
  dev: { commands: [['node_modules/@nestjs/cli/bin/nest.js', 'start', 'standalone', '--watch']] },
  build: { built: true, commands: [] },
  test: { built: needsTheProduct, commands: [JEST], note: leavesOut },
  'test:all': { built: true, env: { KEYWARD_TESTS: 'all' }, commands: [JEST], alone: [PAGE] },
  typecheck: { commands: TYPES },
  lint: { commands: [PRETTIER.concat('--check'), ESLINT.concat('.')] },
  format: { commands: [PRETTIER.concat('--write')] },
  fences: { commands: [DEPCRUISE, FENCES] },
  'errors-doc': { built: true, commands: [ERRORS_DOC] },
  'console-types': { built: true, commands: [CONSOLE_TYPES] },
  'openapi-tools': { built: true, env: { KEYWARD_TESTS: 'openapi' }, commands: [JEST] },
  chart: { env: { KEYWARD_TESTS: 'chart' }, commands: [JEST] },
  'chart:api-server': { env: { KEYWARD_TESTS: 'api-server' }, commands: [JEST] },
  protos: { commands: [PROTOS] },
  dashboards: { commands: [DASHBOARDS] },
  'test:page': { built: true, commands: [PAGE] },
  'console-pictures': { built: true, commands: [PICTURES.concat('console')] },
  'dashboard-pictures': { built: true, commands: [PICTURES.concat('dashboards')] },
  check: {
    built: true,
    commands: [
      ...TYPES,
      PRETTIER.concat('--check'),
      ESLINT.concat('.'),
      DEPCRUISE,
      FENCES,
      ERRORS_DOC.concat('--check'),
      CONSOLE_TYPES.concat('--check'),
      PROTOS.concat('--check'),
      DASHBOARDS.concat('--check'),
    ],
  },
  'pack:client': { commands: [['tools/pack-client.mjs']] },
  release: { commands: [['tools/release.mjs']] },
  topics: { built: true, commands: [['--enable-source-maps', 'tools/topics.mjs']] },
  ops: { built: true, commands: [['--enable-source-maps', 'dist/apps/ops/main.js']] },
  soak: { built: true, commands: [['tools/soak.mjs']] },
  simulate: { commands: [['tools/simulate.mjs']] },
  chaos: { built: true, commands: [['tools/chaos.mjs']] },
  upgrade: { built: true, commands: [['tools/upgrade.mjs']] },
  drill: { built: true, commands: [['tools/drill.mjs']] },
  bench: {
    built: true,
    commands: [
      ['bench/verify.mjs'],
      ['bench/grpc.mjs'],
      ['bench/rpc.mjs'],
      ['bench/commands.mjs'],
      ['bench/many-keys.mjs'],
      ['bench/usage.mjs'],
      ['bench/long-stream.mjs'],
      ['bench/rebuild.mjs'],
      ['bench/carry.mjs'],
      ['bench/registry.mjs'],
      ['bench/traces.mjs'],
      ['bench/fold.mjs'],
      ['bench/heavy-owner.mjs'],
      ['bench/distributed.mjs'],
    ],
  },
};

/** Scenarios and gateways start the built product, product specs read it; the other projects run from source. */
function needsTheProduct(args) {
  const selected = args.indexOf('--selectProjects');
  if (selected === -1) return !args.includes('--listTests') && !args.includes('--showConfig');
  const rest = args.slice(selected + 1);
  const end = rest.findIndex((arg) => arg.startsWith('-'));
  return (end === -1 ? rest : rest.slice(0, end)).some((project) =>
    ['product', 'scenario', 'distributed', 'gateway'].includes(project),
  );
}

function leavesOut(args) {
  if (args.includes('--selectProjects')) return undefined;
  return 'Left out here: all other scenarios, the tests on engines and gateways, and those of the page. npm run test:all runs everything (half an hour), CONTRIBUTING.md tells which one when.';
}

async function main([name, ...args]) {
  const task = TASKS[name];
  if (task === undefined)
    throw new Refusal(`No such task: ${String(name)}. There are: ${Object.keys(TASKS).join(', ')}.`);
  Object.assign(process.env, task.env);
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  await ensureInstalled();
  const node = runtime();
  if (typeof task.built === 'function' ? task.built(args) : task.built) await ensureBuilt(node);
  for (const command of args.length === 0 ? task.commands.concat(task.alone ?? []) : task.commands) {
    const code = await runToEnd(node, command.concat(args), task.options);
    if (code !== 0) return code;
  }
  const note = task.note?.(args);
  if (note !== undefined) console.error(note);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
