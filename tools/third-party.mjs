// What Keyward holds of others: its licence texts and its bill of materials, from the repository and what is installed.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What licences are called in the packages that they come with. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
const PAGE = 'apps/console';
/** CycloneDX of the production packages, without a network. */
const SBOM = 'sbom --sbom-format cyclonedx --sbom-type application --omit dev --omit optional --package-lock-only';

/**
 * Writes THIRD-PARTY-NOTICES.txt and `sbomFile` into `folder`, of the packages that the services need and those that are
 * in the page. Returns how many these are.
 */
export function writeThirdParty(root, folder, sbomFile) {
  const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const page = existsSync(join(root, PAGE)) ? importedBy(join(root, PAGE)) : [];
  const { name, dependencies = {} } = json('package.json');
  const roots = [...Object.keys(dependencies), ...page];
  const held = installedClosure(json('package-lock.json'), roots);
  const output = execFileSync('npm', SBOM.split(' '), { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const sbom = JSON.parse(output);
  sbom.metadata.component.name = name; // npm takes the folder's
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, sbomFile), `${JSON.stringify(withComponents(sbom, held), null, 2)}\n`);
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(root, held));
  return held.length;
}

/** Packages that sources in `folder` import, without those of the repository and of Node. */
function importedBy(folder) {
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
function installedClosure({ packages }, roots) {
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
function notices(root, packages) {
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
function withComponents(sbom, more) {
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
