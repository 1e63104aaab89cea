// What jest's configuration needs to know about engines.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { enginesHere, isCi } from './engines-here.mjs';

const hook = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Starts the engines once, before the first test of a project that has these. */
export const engineHooks = { globalSetup: hook('global-setup.mjs'), globalTeardown: hook('global-teardown.mjs') };

/**
 * `projects` if they can be run: everywhere in CI (where a missing engine then fails), where one is asked for by name,
 * and where there are engines. Else none, and one line that says so.
 */
export function ifEnginesAreHere(projects, args = process.argv) {
  const names = projects.map(({ displayName }) => displayName);
  if (isCi() || names.some((name) => args.includes(name))) return projects;
  if (args.includes('--selectProjects')) return [];
  const here = enginesHere();
  if (here.kind !== 'none') return projects;
  console.error(
    `Not run here: the tests on a real Kafka and MongoDB (projects ${names.join(', ')}). ${here.missing}. Install either, then run it again.`,
  );
  return [];
}
