import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = process.cwd();
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(textOf('package.json')));

describe('the version', () => {
  it('is that of package.json, in the lock file and the chart too', () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    const lock = z.looseObject({
      version: z.string(),
      packages: z.looseObject({ '': z.object({ version: z.string() }) }),
    });
    const { version: locked, packages } = lock.parse(JSON.parse(textOf('package-lock.json')));
    const chart: unknown = parse(textOf('deploy/helm/keyward/Chart.yaml'));
    expect([locked, packages[''].version]).toEqual([version, version]);
    expect(chart).toMatchObject({ version, appVersion: version });
  });

  it('has upgrade notes', () => {
    expect(textOf('docs/releases.md')).toContain(`\n### ${version}\n`);
  });
});

describe('npm run release', () => {
  let folder: string;
  const write = (path: string, content: string | object): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
  };
  const commit = (subject: string): void => {
    git('commit', '-q', '--allow-empty', '-m', `${subject}\n\nWhy it is so.`);
  };
  const release = (...args: string[]): string =>
    execFileSync(process.execPath, [join(ROOT, 'tools/release.mjs'), ...args], { cwd: folder, encoding: 'utf8' });
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const changelog = (): string => read('CHANGELOG.md').replaceAll(/\d{4}-\d\d-\d\d/g, 'DATE');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyward-release-'));
    const manifest = { name: 'thing', version: '0.1.0', license: 'Apache-2.0', dependencies: { kept: '1.0.0' } };
    const installed = {
      'node_modules/kept': { version: '1.0.0', license: 'MIT', dependencies: { inner: '2.0.0' } },
      'node_modules/inner': { version: '2.0.0', license: 'ISC' },
      'node_modules/shown': { version: '3.0.0', license: 'MIT', dev: true },
      'node_modules/tool': { version: '4.0.0', license: 'MIT', dev: true },
    };
    const all = { ...manifest, devDependencies: { shown: '3.0.0', tool: '4.0.0' } };
    write('package.json', all);
    write('package-lock.json', {
      ...manifest,
      lockfileVersion: 3,
      requires: true,
      packages: { '': all, ...installed },
    });
    for (const [path, { version: its }] of Object.entries(installed)) {
      write(`${path}/package.json`, { name: path.split('/')[1], version: its });
      write(`${path}/LICENSE`, path.endsWith('tool') ? 'Of the tool' : 'Do as you like');
    }
    write('apps/console/main.tsx', "import { it } from 'shown';\nimport './own.js';\n");
    write('deploy/helm/keyward/Chart.yaml', 'name: thing\nversion: 0.0.1\nappVersion: 0.0.1\n');
    write('.gitignore', 'node_modules/\ndist/\n');
    git('init', '-q');
    git('add', '.');
    commit('It begins');
    commit('A key has an *end*');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes a section of the subjects since the last tag above those before, once', () => {
    release();
    expect(changelog()).toBe('# Changelog\n\n## 0.1.0 (DATE)\n\n- A key has an \\*end\\*\n- It begins\n');
    git('tag', 'v0.1.0');
    commit('A key has a beginning');
    release('0.2.0');
    release('0.2.0');
    expect(changelog()).toBe(
      '# Changelog\n\n## 0.2.0 (DATE)\n\n- A key has a beginning\n\n## 0.1.0 (DATE)\n\n- A key has an \\*end\\*\n- It begins\n',
    );
  });

  it('sets the version wherever it is repeated', () => {
    release('0.2.0');
    expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.2.0' });
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({ version: '0.2.0' });
    expect(parse(read('deploy/helm/keyward/Chart.yaml'))).toMatchObject({ version: '0.2.0', appVersion: '0.2.0' });
  });

  it('lists in CycloneDX what it holds of others, with what the page holds and without tools', () => {
    release();
    const sbom: unknown = JSON.parse(read('dist/release/keyward-0.1.0.cdx.json'));
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'thing' } } });
    const { components } = z.object({ components: z.array(z.looseObject({ purl: z.string() })) }).parse(sbom);
    expect(components.map(({ purl }) => purl).sort()).toEqual([
      'pkg:npm/inner@2.0.0',
      'pkg:npm/kept@1.0.0',
      'pkg:npm/shown@3.0.0',
    ]);
  });

  it('has the licence texts of the same, each text once', () => {
    release();
    const notices = read('dist/release/THIRD-PARTY-NOTICES.txt');
    expect(notices).toContain('inner 2.0.0 (ISC)\nkept 1.0.0 (MIT)\nshown 3.0.0 (MIT)\n\nDo as you like');
    expect(notices.match(/Do as you like/g)).toHaveLength(1);
    expect(notices).not.toContain('tool');
    expect(existsSync(join(folder, 'node_modules/tool'))).toBe(true);
  });

  it('gives an image the same texts and the same list', () => {
    release();
    execFileSync(process.execPath, [join(ROOT, 'tools/notices.mjs'), 'notices'], { cwd: folder });
    const purls = (path: string) =>
      z
        .object({ components: z.array(z.looseObject({ purl: z.string() })) })
        .parse(JSON.parse(read(path)))
        .components.map(({ purl }) => purl);
    expect(read('notices/THIRD-PARTY-NOTICES.txt')).toBe(read('dist/release/THIRD-PARTY-NOTICES.txt'));
    expect(purls('notices/keyward.cdx.json')).toEqual(purls('dist/release/keyward-0.1.0.cdx.json'));
  });
});
