// What jest's configuration needs to know about gateways.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isCi } from '../engines/engines-here.mjs';
import { missingForGateways } from './gateways-here.mjs';

const NAME = 'gateway';

/**
 * `project` where the gateways are, in CI (where a missing one then fails) and where it is asked for by name. Else
 * none, and one line that says so.
 */
export function ifGatewaysAreHere(project, args = process.argv) {
  const projects = [{ ...project, globalSetup: fileURLToPath(new URL('global-setup.mjs', import.meta.url)) }];
  if (isCi() || args.includes(NAME)) return projects;
  if (args.includes('--selectProjects')) return [];
  const missing = missingForGateways();
  if (missing.length === 0) return projects;
  console.error(
    `Not run here: the tests on real gateways (project ${NAME}). Missing: ${missing.join(', ')}. Install what is missing, then run it again.`,
  );
  return [];
}
