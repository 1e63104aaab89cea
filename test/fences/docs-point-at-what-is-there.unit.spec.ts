import { expect, it } from '@jest/globals';
import { type Dirent, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, normalize, relative } from 'node:path';
import { z } from 'zod';
import { anchorsIn, referencesIn } from '../kit/markdown-references.js';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const isOurs = (path: string) => !/^(node_modules|dist|data|\.git|\.cache)$/.test(path);
const all = globSync('**', { cwd: root, withFileTypes: true, exclude: ({ name }) => !isOurs(name) });
const pathOf = ({ parentPath, name }: Dirent) => relative(root, join(parentPath, name));
const files = all.filter((each) => each.isFile()).map(pathOf);
const folders = new Set(all.filter((each) => each.isDirectory()).map(pathOf));
const names = new Set(files.map((path) => basename(path)));
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf('package.json')));

const isThere = (path: string): boolean => {
  const plain = normalize(path).replace(/\/$/, '');
  if (files.includes(plain) || folders.has(plain)) return true;
  return /[*{]/.test(plain) && [...files, ...folders].some((each) => matchesGlob(each, plain));
};

/** What a page names and nobody finds. */
function missingFrom(page: string, text: string): readonly string[] {
  const { links, paths, files: named, entries, scripts: run } = referencesIn(text);
  const linked = (target: string): boolean => {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? page : join(dirname(page), file);
    if (!isThere(path)) return false;
    return anchor === undefined || anchorsIn(path === page ? text : textOf(path)).includes(anchor);
  };
  return [
    ...links.filter((target) => !linked(target)),
    ...paths.filter((path) => !isThere(path)),
    ...named.filter((name) => !names.has(name)),
    ...entries.filter((entry) => !isThere(`libs/${entry.slice(1)}/index.ts`)),
    ...run.filter((script) => scripts[script] === undefined).map((script) => `npm run ${script}`),
  ];
}

const pages = globSync('{*.md,docs/**/*.md,libs/*/README.md,examples/*/README.md}', { cwd: root });

it('every path, link, file, entry and script that the documents name is there', () => {
  expect(pages.length).toBeGreaterThan(30);
  expect(pages.flatMap((page) => missingFrom(page, textOf(page)).map((missing) => `${page}: ${missing}`))).toEqual([]);
});

it('every lib has a README that names each of its entries', () => {
  const unnamed = files
    .filter((path) => /^libs\/.*\/index\.ts$/.test(path))
    .map((path) => [path.split('/')[1] ?? '', `#${path.slice('libs/'.length, -'/index.ts'.length)}`] as const)
    .filter(
      ([lib, entry]) =>
        !files.includes(`libs/${lib}/README.md`) || !textOf(`libs/${lib}/README.md`).includes(`\`${entry}\``),
    );
  expect(unnamed.map(([, entry]) => entry)).toEqual([]);
});

it.each([
  ['a path', '`libs/keyring/gone.ts`', 'libs/keyring/gone.ts'],
  ['a pattern', '`libs/*/gone-*.ts`', 'libs/*/gone-*.ts'],
  ['a file', '`gone.handler.ts`', 'gone.handler.ts'],
  ['a link', '[gone](adr/gone.md)', 'adr/gone.md'],
  ['an anchor', '[gone](#gone)\n# Here', '#gone'],
  ['an anchor of another page', '[gone](errors.md#gone)', 'errors.md#gone'],
  ['an entry', '`#keyring/gone`', '#keyring/gone'],
  ['a script', '`npm run gone`', 'npm run gone'],
])('would miss %s', (_what, text, missing) => {
  expect(missingFrom('docs/errors.md', text)).toEqual([missing]);
});

it.each([
  '`libs/keyring/domain/`',
  '`libs/*/index.ts`',
  '`apps/{activity,ops}`',
  '[here](#two-words)\n## Two words',
  '`#messaging/adapters/kafka`',
])('finds %s', (text) => {
  expect(missingFrom('docs/errors.md', text)).toEqual([]);
});
