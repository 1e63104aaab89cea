// Builds dist/client-package, which is @keyward/client, and packs it: npm run pack:client (docs/adr/ says why).
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import process from 'node:process';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const SOURCE = 'libs/client/package';
const TARGET = 'dist/client-package';
const entries = readdirSync(SOURCE)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

rmSync(TARGET, { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, `${SOURCE}/${entry}.ts`])),
  platform: 'node',
  tsconfig: 'tsconfig.build.json',
  external: (id) => /^[^./#]/.test(id) && !id.startsWith('@oxc-project/runtime/'), // helpers of decorators
  resolve: { conditionNames: ['keyward-source', 'import', 'node'] },
  treeshake: { moduleSideEffects: false },
  checks: { pluginTimings: false },
  plugins: [dts({ tsconfig: 'tsconfig.build.json' })],
});
await bundle.write({ dir: TARGET, format: 'esm', chunkFileNames: 'shared/[name]-[hash].js', minify: false });
await bundle.close();

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { name, ...manifest } = JSON.parse(readFileSync(`${SOURCE}/manifest.json`, 'utf8'));
const exports = Object.fromEntries(
  entries.map((entry) => [
    entry === 'main' ? '.' : `./${entry}`,
    { types: `./${entry}.d.ts`, default: `./${entry}.js` },
  ]),
);
const peerDependenciesMeta = Object.fromEntries(
  Object.keys(manifest.peerDependencies).map((peer) => [peer, { optional: true }]),
);
writeFileSync(
  `${TARGET}/package.json`,
  `${JSON.stringify({ name, version, ...manifest, peerDependenciesMeta, exports }, null, 2)}\n`,
);
cpSync(`${SOURCE}/README.md`, `${TARGET}/README.md`);
cpSync('LICENSE', `${TARGET}/LICENSE`);
const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--pack-destination', resolve('dist')], { cwd: TARGET, encoding: 'utf8' }),
);
process.stdout.write(`dist/${filename}\n`);
