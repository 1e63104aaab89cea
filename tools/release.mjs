// npm run release [-- 0.2.0]: makes what a release needs, of that version or the one of package.json (docs/releases.md).
// Sets the version where it has to be repeated, adds to CHANGELOG.md, and writes dist/release. Nothing is published.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import {
  importedBy,
  installedClosure,
  notices,
  subjectsSinceLastTag,
  withComponents,
  withSection,
} from './release-notes.mjs';

const root = process.cwd();
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const npm = (...args) => execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const [wanted] = process.argv.slice(2);
if (wanted !== undefined) npm('version', wanted, '--no-git-tag-version', '--allow-same-version');
const { version, dependencies } = json('package.json');

const CHART = 'deploy/helm/keyward/Chart.yaml';
if (existsSync(CHART)) {
  const chart = readFileSync(CHART, 'utf8').replaceAll(/^(version|appVersion): .*$/gm, `$1: ${version}`);
  writeFileSync(CHART, chart);
}

const before = existsSync('CHANGELOG.md') ? readFileSync('CHANGELOG.md', 'utf8') : '';
const date = new Date().toISOString().slice(0, 10);
writeFileSync('CHANGELOG.md', withSection(before, { version, date, subjects: subjectsSinceLastTag(root) }));

mkdirSync('dist/release', { recursive: true });
const page = existsSync('apps/console') ? importedBy('apps/console') : [];
const held = installedClosure(json('package-lock.json'), [...Object.keys(dependencies ?? {}), ...page]);
const sbom = JSON.parse(
  npm(
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--omit',
    'dev',
    '--omit',
    'optional',
    '--package-lock-only',
  ),
);
writeFileSync(`dist/release/keyward-${version}.cdx.json`, `${JSON.stringify(withComponents(sbom, held), null, 2)}\n`);
writeFileSync('dist/release/THIRD-PARTY-NOTICES.txt', notices(root, held));
process.stdout.write(
  [
    `CHANGELOG.md: ${version}`,
    `dist/release/keyward-${version}.cdx.json and THIRD-PARTY-NOTICES.txt: ${String(held.length)} packages`,
    `Next: docs/releases.md#making-a-release`,
    '',
  ].join('\n'),
);
