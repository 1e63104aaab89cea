// Which engines this machine can run, found out cheaply. Plain JavaScript: jest's configuration and the tools ask too.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

const OLDEST_JAVA = 17;

/**
 * `docker`: containers of Kafka and MongoDB. `local`: a Kafka broker on the machine's Java and a server that speaks
 * MongoDB's protocol on its Python. `none`: neither, and `missing` says why.
 * @returns {{ kind: 'docker' | 'local' } | { kind: 'none', missing: string }}
 */
export function enginesHere() {
  if (isOnPath('docker') && spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5000 }).status === 0)
    return { kind: 'docker' };
  const missing = [
    hasJava() ? [] : `Java ${OLDEST_JAVA}`,
    isOnPath('mvn') ? [] : 'Maven',
    isOnPath('python3') ? [] : 'Python 3',
  ].flat();
  return missing.length === 0
    ? { kind: 'local' }
    : { kind: 'none', missing: `Docker cannot be reached, and without it ${missing.join(' and ')} would be needed` };
}

/** In CI nothing is left out: a missing engine is a failure there. */
export function isCi(env = process.env) {
  return env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
}

function hasJava() {
  if (!isOnPath('java')) return false;
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 5000 });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1]) >= OLDEST_JAVA;
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
