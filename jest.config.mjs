import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ifGatewaysAreHere } from './test/gateways/jest-projects.mjs';
import { ifPrometheusIsHere } from './test/observability/jest-projects.mjs';
import { engineHooks, ifEnginesAreHere } from './test/engines/jest-projects.mjs';

const swc = {
  ...JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8')),
  swcrc: false,
  sourceMaps: 'inline',
};
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['keyward-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/test/fences/fixture'],
  setupFiles: ['reflect-metadata'],
};
const project = (displayName, pattern) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/{apps,libs,test,examples}/**/*.${pattern}.ts`],
});
/** On standalone: all but those whose name says that they are about the other profile. */
const onStandalone = {
  ...project('scenario', 'scenario'),
  testPathIgnorePatterns: ['/distributed-[^/]*$'],
  setupFilesAfterEnv: ['<rootDir>/test/kit/patience.ts'],
};
/** On distributed, likewise. */
const onDistributed = {
  ...project('distributed', 'scenario'),
  ...engineHooks,
  testPathIgnorePatterns: ['/standalone-[^/]*$'],
  setupFilesAfterEnv: ['<rootDir>/test/kit/patience-for-many.ts'],
  moduleNameMapper: {
    '^\\.\\./profiles/index\\.js$': '<rootDir>/test/profiles/distributed.ts',
    ...shared.moduleNameMapper,
  },
};
const fast = [
  project('unit', 'unit.spec'),
  project('contract', 'contract.spec'),
  project('int', 'int.spec'),
  project('product', 'product.spec'),
];
/**
 * What `npm test` runs: beside the fast ones, the scenarios that tell the guide on standalone, and its first one on the
 * services.
 */
const everyDay = () => [
  ...fast,
  {
    ...onStandalone,
    displayName: 'guide',
    testMatch: ['<rootDir>/test/scenarios/{guide,keys,permissions,verdicts}.scenario.ts'],
  },
  ...ifEnginesAreHere([
    { ...onDistributed, displayName: 'smoke', testMatch: ['<rootDir>/test/scenarios/guide.scenario.ts'] },
  ]),
];
const all = () => [
  ...fast,
  onStandalone,
  ...ifGatewaysAreHere({
    ...project('gateway', 'gateway.spec'),
    setupFilesAfterEnv: ['<rootDir>/test/kit/patience.ts'],
  }),
  ...ifPrometheusIsHere({
    ...project('prometheus', 'prometheus.spec'),
    setupFilesAfterEnv: ['<rootDir>/test/kit/patience.ts'],
  }),
  ...ifEnginesAreHere([{ ...project('engine', 'engine.spec'), ...engineHooks }, onDistributed]),
];
/** What `npm run chaos` runs. */
const chaos = () => [
  { ...project('chaos', 'chaos'), testMatch: ['<rootDir>/test/chaos/standalone.chaos.ts'] },
  {
    ...project('chaos-distributed', 'chaos'),
    ...engineHooks,
    testMatch: ['<rootDir>/test/chaos/distributed.chaos.ts'],
  },
];
/** What `npm run upgrade` runs. */
const upgrade = () => [
  { ...project('upgrade', 'upgrade'), ...engineHooks, testMatch: ['<rootDir>/test/upgrade/rolling.upgrade.ts'] },
];
/** What `npm run drill` runs. */
const drill = () => [
  { ...project('drill', 'drill'), ...engineHooks, testMatch: ['<rootDir>/test/drills/operations.drill.ts'] },
];
/** What `npm run openapi-tools` runs. */
const openApi = () => [
  {
    ...project('openapi', 'openapi.spec'),
    globalSetup: fileURLToPath(new URL('test/openapi-tools/global-setup.mjs', import.meta.url)),
    setupFilesAfterEnv: ['<rootDir>/test/openapi-tools/patience.ts'],
  },
];
/** What `npm run chart` runs. */
const chart = () => [
  {
    ...project('chart', 'chart.spec'),
    globalSetup: fileURLToPath(new URL('test/deploy/helm-global-setup.mjs', import.meta.url)),
  },
];
/** What `npm run chart:api-server` runs. */
const apiServer = () => [
  {
    ...project('api-server', 'api-server.spec'),
    globalSetup: fileURLToPath(new URL('test/deploy/cluster-global-setup.mjs', import.meta.url)),
  },
];
const everything = process.env.KEYWARD_TESTS === 'all' || process.argv.includes('--selectProjects') ? all : everyDay;

export default {
  maxWorkers: 2, // one would leave a core idle while what it started works
  showSeed: true, // --seed takes it again
  testTimeout: 60_000, // a loaded machine is slow, not wrong (jest reads it here only, not in a project)
  projects: (
    { 'api-server': apiServer, chaos, chart, drill, openapi: openApi, upgrade }[process.env.KEYWARD_TESTS] ?? everything
  )(),
  collectCoverageFrom: ['{apps,libs,examples}/**/*.ts', '!**/*.spec.ts', '!**/main.ts'],
  coverageProvider: 'v8',
};
