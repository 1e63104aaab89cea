import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const files = globSync('{*.md,{apps,libs,examples,test,docs}/**/*.{ts,tsx,md}}', { cwd: root }).filter(
  (path) => !/(^|\/)(node_modules|dist)\//.test(path) && basename(path) !== basename(import.meta.filename),
);

/** Words that only one half of the people is meant by. */
const GENDERED = /\b(?:he|him|his|himself|she|her|hers|herself)\b/i;
/** The field says: by default. */
const DIALECT = /\bunless told\b/i;
/** Comments say what is called, reported or shown. */
const TOLD = /^\s*(?:\/?\*|\/\/).*\btold\b/i;
/** Names that others have replaced: docs/glossary.md has those. */
const REPLACED =
  /\b(?:Aftermath|AuthFailures|DeferredMarks|RetryOf|ToldBarrier|createReplica|fillIsOvertaken|markPublished|passed-over|patiently|persistently|prunedAt|requireWholeStore|retryably|verificationHttp)\b/;

const isPage = (path: string) => /^(?:apps\/console|libs\/console\/page|test\/page)\//.test(path);

const linesWith = (word: RegExp, text: string) => text.split('\n').filter((line) => word.test(line));

it.each([
  ['speaks of people as he or she', GENDERED],
  ['uses a word that only this code has', DIALECT],
  ['uses a name that was replaced', REPLACED],
])('no code, text or document %s', (_what, word) => {
  expect(files.length).toBeGreaterThan(500);
  expect(
    files.flatMap((path) => linesWith(word, readFileSync(join(root, path), 'utf8')).map((line) => `${path}: ${line}`)),
  ).toEqual([]);
});

it('no comment outside the page speaks of what is told', () => {
  const sources = files.filter((path) => path.endsWith('.ts') && !isPage(path));
  expect(sources.length).toBeGreaterThan(500);
  expect(
    sources.flatMap((path) =>
      linesWith(TOLD, readFileSync(join(root, path), 'utf8')).map((line) => `${path}: ${line}`),
    ),
  ).toEqual([]);
});

it.each([
  [GENDERED, 'the owner and his keys'],
  [DIALECT, '8 unless told'],
  [TOLD, '  /** Is told what failed. */'],
  [REPLACED, '@RetryOf() retry'],
])('would find %s', (word, line) => {
  expect(linesWith(word, `fine\n${line}`)).toEqual([line]);
});
