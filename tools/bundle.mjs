// Makes each app's main.js, and each of its threads' *.worker.js, one file with everything it imports (docs/adr/0012).
import { build } from 'esbuild';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const MAP_OF_ONE_PLACE = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify({ version: 3, sources: [''], mappings: 'AAAA' })).toString('base64')}`;

const takePackagesIn = {
  name: 'take-packages-in',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, ({ path }) => ({
      contents: requiringPlainly(readFileSync(path, 'utf8')) + MAP_OF_ONE_PLACE,
      loader: 'js',
    })),
};

/** Nest makes itself a `require`, which esbuild does not see through. */
function requiringPlainly(source) {
  return source
    .replaceAll('const require = createRequire(import.meta.url);', '')
    .replaceAll('createRequire(import.meta.url)(', 'require(');
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/**
 * `keepNames` names every function anew, at each of the calls that make one: a quarter of what a request by JSON costs.
 * Nearly all have their name already, and nobody asks for that of an arrow function but Nest's OpenAPI,
 * which takes one named `type` for a type that comes later. Lines stay what the source map says.
 */
function namingOnlyWhatIsRenamed(bundle) {
  const [always, ifRenamed] = [
    'var __name = (target, value) => __defProp(',
    'var __arrow = (arrow, value) => value === "type" ? __name(arrow, value) : arrow, __name = (target, value) => target.name === value ? target : __defProp(',
  ];
  if (!bundle.includes(always)) throw new Error('esbuild names functions in another way now: see tools/bundle.mjs');
  return bundle
    .replace(always, ifRenamed)
    .replace(/^ *__name\((\w+), "\1"\);$/gm, '')
    .replace(/\b__name\((?=(?:async )?\((?!function\b|class\b))/g, '__arrow(');
}

/** Whether the image has it: not what only development or nobody needs. */
function isShipped(file) {
  const [name] = /node_modules[\\/](?:.*[\\/]node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+/.exec(file) ?? [];
  const { dev, devOptional, optional } = packages[name?.replaceAll('\\', '/')] ?? {};
  return !(dev || devOptional || optional);
}

/** Nest requires rxjs as it is for Node, in ES5, whose functions are named anew at each call of those that make them. */
const takeRxjsOfToday = {
  name: 'take-rxjs-of-today',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^rxjs(\/operators)?$/ }, ({ path }) => ({
      path: resolve('node_modules/rxjs/dist/esm', path === 'rxjs' ? '' : 'operators', 'index.js'),
    })),
};

/**
 * Frameworks try to load packages that nobody has asked for; what is not shipped, or only shipped for our own use of it,
 * stays an import, which fails where they catch it.
 */
const leaveOutWhatNobodyAsksFor = {
  name: 'leave-out-what-nobody-asks-for',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^[^./#]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === 'asked' || !importer.includes('node_modules')) return undefined;
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'asked' });
      const asksForOurs = path === 'kafkajs' && importer.includes('@nestjs'); // Nest's own transport, which nobody uses
      return found.errors.length > 0 || !isShipped(found.path) || asksForOurs ? { path, external: true } : undefined;
    }),
};

const { outputFiles } = await build({
  entryPoints: globSync('dist/apps/*/{main,*.worker}.js'),
  outbase: 'dist',
  outdir: 'dist',
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  keepNames: true, // Nest names providers, and we name errors, by their classes
  sourcemap: true,
  sourcesContent: false,
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  plugins: [takePackagesIn, takeRxjsOfToday, leaveOutWhatNobodyAsksFor],
  logLevel: 'error',
  write: false,
});
for (const { path, text } of outputFiles)
  writeFileSync(path, path.endsWith('.js') ? namingOnlyWhatIsRenamed(text) : text);
