import { readFileSync } from 'node:fs';
import { tableRows } from './table-rows.js';

const PAGE = new URL('../../docs/metrics.md', import.meta.url);

/** As `name type`: what docs/metrics.md says that a process of `app` shows, without Node's and the process's own. */
export function documentedMetrics(app: string): readonly string[] {
  return tableRows(readFileSync(PAGE, 'utf8'), 'metric')
    .filter(([, , , apps = '']) => apps === 'all' || apps.split(', ').includes(app))
    .map(([name = '', type = '']) => `${name.replaceAll('`', '')} ${type.replace(/ [⏱◆]$/u, '')}`)
    .sort();
}

/** The same of what a process shows. */
export function shownMetrics(page: string): readonly string[] {
  return [...page.matchAll(/^# TYPE ((?!process_|nodejs_)\S+ \w+)$/gm)].map(([, shown = '']) => shown).sort();
}
