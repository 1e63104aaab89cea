import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Refusal } from './refusal.mjs';

const OLDEST = [24, 9];

/**
 * Path of the Node to run Keyward on: the one that npm installed (Linux), else the one that runs this, if it is new
 * enough.
 * @throws Refusal when there is none.
 */
export function runtime() {
  const installed = join('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(installed) && spawnSync(installed, ['--version']).status === 0) return installed;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Refusal(
    `Keyward needs Node ${OLDEST.join('.')} or newer on ${process.platform}-${process.arch}; this is ${process.version}. Install a newer Node (https://nodejs.org), then try again.`,
  );
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
