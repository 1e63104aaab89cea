// Writes libs/protos/gen from proto/. With --check it says whether the protos are clean, break nobody who uses the released
// ones (proto/golden), and are what libs/protos/gen says. With --release it makes the present ones the released ones.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const GENERATED = 'libs/protos/gen';
const RELEASED = 'proto/golden/keyward-v1.json';
const OURS = ['--path', 'proto/keyward'];

if (process.argv.includes('--release')) buf('build', ...OURS, '--exclude-source-info', '--output', RELEASED);
else if (process.argv.includes('--check')) check();
else buf('generate');

function check() {
  buf('lint');
  buf('format', ...OURS, '--diff', '--exit-code');
  buf('breaking', '--against', RELEASED);
  const folder = mkdtempSync('.cache/protos-');
  try {
    buf('generate', '--output', folder);
    if (contentOf(join(folder, GENERATED)) !== contentOf(GENERATED)) {
      console.error(`${GENERATED} does not fit proto/. Run npm run protos and commit the files.`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buf(...args) {
  const { status } = spawnSync('node_modules/.bin/buf', args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

function contentOf(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  return files
    .sort()
    .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`)
    .join('\0');
}
