// The services in an older version, replaced one after the other by this one under load, and back: `--from REF` (a commit or
// tag), `--seed S`. Exit code 1 when a verdict was wrong or refused, or a command has no answer. Builds REF once, in .cache.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runToEnd } from './child.mjs';
import { Refusal } from './refusal.mjs';

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run() {
  const { values } = parseArgs({ options: { from: { type: 'string' }, seed: { type: 'string' } } });
  if (values.from === undefined)
    throw new Refusal('Say which version is the older one, a commit or tag: npm run upgrade -- --from v0.1.0');
  if (values.seed !== undefined && !(Number(values.seed) > 0)) throw new Refusal('--seed takes a number, as 7.');
  const UPGRADE_FROM = join(await built(commitOf(values.from)), 'dist');
  return runToEnd(
    process.execPath,
    ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
    {
      env: {
        ...process.env,
        KEYWARD_TESTS: 'upgrade',
        UPGRADE_FROM,
        ...(values.seed && { UPGRADE_SEED: values.seed }),
      },
    },
  );
}

function commitOf(ref) {
  try {
    return execFileSync('git', ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], { encoding: 'utf8' }).trim();
  } catch {
    throw new Refusal(`--from ${ref}: git knows no such commit or tag.`);
  }
}

/** The folder of the sources of `commit`, installed and built. */
async function built(commit) {
  const folder = resolve('.cache/versions', commit);
  const isBuilt = join(folder, 'dist/.whole');
  if (existsSync(isBuilt)) return folder;
  console.log(`Building ${commit} (once) …`);
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const code = await runToEnd(process.execPath, ['tools/run.mjs', 'build'], { cwd: folder });
  if (code !== 0) throw new Refusal(`${commit} could not be built; the messages above say why.`);
  writeFileSync(isBuilt, '');
  return folder;
}
