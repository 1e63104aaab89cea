import { IntersectionType } from '@nestjs/swagger';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnv, nearMisses, unwiseSettings } from '#env';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { ActivityEnv } from '../../apps/activity/activity.env.js';
import { BiApiEnv } from '../../apps/bi-api/bi-api.env.js';
import { KeyCommandEnv } from '../../apps/key-command/key-command.env.js';
import { NotifierEnv } from '../../apps/notifier/notifier.env.js';
import { KeyCommandClientEnv, RebuildEnv } from '../../apps/ops/ops.env.js';
import { VerificationAppEnv } from '../../apps/verification/verification.env.js';
import { variablesOf } from '../../libs/env/variable.js';

/** Where Secrets are mounted. */
const MOUNTED = /^\/run\/[a-z]+\//;
const IN_IMAGE = { HOST: '0.0.0.0', NODE_ENV: 'production' };

/** Folder of the repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** A process of the image, as a deployment describes it. */
export interface DeployedProcess {
  readonly name: string;
  /** What the image runs: a file of it. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the commands of ops read together. */
class OpsEnv extends IntersectionType(KeyCommandClientEnv, RebuildEnv) {}

/** What each app reads. */
const ENVIRONMENTS: ReadonlyMap<string, new () => object> = new Map<string, new () => object>([
  ['dist/apps/key-command/main.js', KeyCommandEnv],
  ['dist/apps/verification/main.js', VerificationAppEnv],
  ['dist/apps/activity/main.js', ActivityEnv],
  ['dist/apps/notifier/main.js', NotifierEnv],
  ['dist/apps/bi-api/main.js', BiApiEnv],
  ['dist/apps/ops/main.js', OpsEnv],
  ['tools/topics.mjs', KafkaEnv],
]);

export function environmentOf({ entry }: DeployedProcess): new () => object {
  const EnvClass = ENVIRONMENTS.get(entry);
  if (EnvClass === undefined) throw new Error(`${entry} is none of ${[...ENVIRONMENTS.keys()].join(', ')}`);
  return EnvClass;
}

export function isApp({ entry }: DeployedProcess): boolean {
  return entry.startsWith('dist/apps/');
}

/** Whether the image will hold the entry: a file of its own, or one that is built from a source. */
export function existsInImage({ entry }: DeployedProcess): boolean {
  return existsSync(
    resolve(ROOT, entry.startsWith('dist/') ? entry.replace(/^dist\//, '').replace(/\.js$/, '.ts') : entry),
  );
}

/** Names that are set and that the app does not read, not even from a file. */
export function unread(process: DeployedProcess): readonly string[] {
  const variables = variablesOf(environmentOf(process));
  return Object.keys(process.environment).filter(
    (name) => !variables.has(name) && variables.get(name.replace(/_FILE$/, ''))?.secret !== true,
  );
}

/**
 * What the process reads from its environment in a container whose secrets are in `folder`.
 * @throws what would stop its start.
 */
export function startWith(process: DeployedProcess, folder: string): object {
  const environment = Object.fromEntries(
    Object.entries({ ...IN_IMAGE, ...process.environment }).map(([name, value]) => [
      name,
      value.replace(MOUNTED, `${folder}/`),
    ]),
  );
  const misspelt = nearMisses(environmentOf(process), environment);
  const env = loadEnv(environmentOf(process), environment);
  const doubts = [...misspelt, ...unwiseSettings(environmentOf(process), env)];
  if (doubts.length > 0) throw new Error(`${process.name}: ${JSON.stringify(doubts)}`);
  return env;
}
