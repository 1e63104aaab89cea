// What jest's configuration needs to know about Prometheus.
import process from 'node:process';
import { isCi } from '../engines/engines-here.mjs';
import { programAt } from '../gateways/gateways-here.mjs';

const NAME = 'prometheus';
const PROGRAMS = ['prometheus', 'promtool'];

/**
 * `project` where Prometheus is, in CI (where it then fails without) and where it is asked for by name. Else none, and
 * one line that says so.
 */
export function ifPrometheusIsHere(project, args = process.argv) {
  if (isCi() || args.includes(NAME)) return [project];
  if (args.includes('--selectProjects')) return [];
  const missing = PROGRAMS.filter((name) => programAt(name) === undefined);
  if (missing.length === 0) return [project];
  console.error(
    `Not run here: the tests with a real Prometheus (project ${NAME}). Missing: ${missing.join(', ')}. Install what is missing (Debian: prometheus), then run it again.`,
  );
  return [];
}
