// npm run release [-- 0.2.0]: makes what a release needs, of that version or the one of package.json (docs/releases.md).
// Sets the version where it has to be repeated, adds to CHANGELOG.md, and writes dist/release. Nothing is published.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { subjectsSinceLastTag, withSection } from './release-notes.mjs';
import { writeThirdParty } from './third-party.mjs';

const root = process.cwd();
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const npm = (...args) => execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const [wanted] = process.argv.slice(2);
if (wanted !== undefined) npm('version', wanted, '--no-git-tag-version', '--allow-same-version');
const { version } = json('package.json');

const CHART = 'deploy/helm/keyward/Chart.yaml';
if (existsSync(CHART)) {
  const chart = readFileSync(CHART, 'utf8').replaceAll(/^(version|appVersion): .*$/gm, `$1: ${version}`);
  writeFileSync(CHART, chart);
}

const before = existsSync('CHANGELOG.md') ? readFileSync('CHANGELOG.md', 'utf8') : '';
const date = new Date().toISOString().slice(0, 10);
writeFileSync('CHANGELOG.md', withSection(before, { version, date, subjects: subjectsSinceLastTag(root) }));

const held = writeThirdParty(root, 'dist/release', `keyward-${version}.cdx.json`);
process.stdout.write(
  [
    `CHANGELOG.md: ${version}`,
    `dist/release/keyward-${version}.cdx.json and THIRD-PARTY-NOTICES.txt: ${String(held)} packages`,
    `Next: docs/releases.md#making-a-release`,
    '',
  ].join('\n'),
);
