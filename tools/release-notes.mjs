// What a release is made of, from the repository alone: its changelog and what it holds of others.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HEADING = '# Changelog\n';
/** What licences are called in the packages that they come with. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

const git = (root, ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** The newest tag `v…` before `HEAD`, or undefined. */
export function lastTag(root) {
  const [tag] = git(root, 'tag', '--merged', 'HEAD', '--list', 'v[0-9]*', '--sort=-version:refname').split('\n');
  return tag === '' ? undefined : tag;
}

/** The subjects of the commits since the last tag, merges left out, the newest first. */
export function subjectsSinceLastTag(root) {
  const tag = lastTag(root);
  const log = git(root, 'log', '--no-merges', '--format=%s', tag === undefined ? 'HEAD' : `${tag}..HEAD`);
  return log === '' ? [] : log.split('\n');
}

/** `before`, the text of a changelog, with a section of `version` at its top; one of that version is replaced. */
export function withSection(before, { version, date, subjects }) {
  const sections = before.split(/^(?=## )/m).filter((section) => section.startsWith('## '));
  const others = sections.filter((section) => !section.startsWith(`## ${version} `));
  const items = subjects.map((subject) => `- ${subject.replaceAll(/([*_<>[\]`])/g, '\\$1')}\n`).join('');
  return [HEADING, `## ${version} (${date})\n\n${items}`, ...others.map((section) => `${section.trimEnd()}\n`)].join(
    '\n',
  );
}

/** Packages that sources in `folder` import, without those of the repository and of Node. */
export function importedBy(folder) {
  const names = globSync('**/*.{ts,tsx,css,html}', { cwd: folder }).flatMap((path) =>
    [...readFileSync(join(folder, path), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'".#/][^'"]*)['"]/g)].map(
      ([, name = '']) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
    ),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('node:')).sort();
}

/**
 * The packages `roots` and all that they need, as the lock file has them installed: `{ path, name, version, license }`,
 * `path` below the root. Optional ones and types are left out.
 */
export function installedClosure({ packages }, roots) {
  const found = new Map();
  const visit = (name, from) => {
    const path = resolvedFrom(packages, name, from);
    if (path === undefined || found.has(path) || name.startsWith('@types/')) return;
    const { version, license = 'unknown', dependencies = {}, optional } = packages[path];
    if (optional === true) return;
    found.set(path, { path, name, version, license });
    for (const each of Object.keys(dependencies)) visit(each, path);
  };
  for (const root of roots) visit(root, '');
  return [...found.values()].sort((one, other) => one.path.localeCompare(other.path));
}

/** Where Node finds `name` for a package at `from`. */
function resolvedFrom(packages, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (folder === '') return undefined;
  }
}

/** The licence texts of `packages`, each text once. */
export function notices(root, packages) {
  const byText = new Map();
  for (const each of packages) {
    const text = licenceTexts(join(root, each.path)).join('\n\n') || `(no text of its own; licence: ${each.license})`;
    byText.set(text, [...(byText.get(text) ?? []), `${each.name} ${each.version} (${each.license})`]);
  }
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const sections = [...byText].map(([text, names]) => `${[...new Set(names)].join('\n')}\n\n${text}`);
  return `Keyward holds software of others, under the licences below.${rule}${sections.join(rule)}\n`;
}

function licenceTexts(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').trim());
}

/** CycloneDX: what npm says of the production packages, and `more`, each once. */
export function withComponents(sbom, more) {
  const known = new Set(sbom.components.map(({ purl }) => purl));
  const components = more
    .map(({ name, version, license }) => ({
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      licenses: [{ license: { id: license } }],
    }))
    .filter(({ purl }) => !known.has(purl) && known.add(purl));
  return { ...sbom, components: [...sbom.components, ...components] };
}
