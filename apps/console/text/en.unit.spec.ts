import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { en } from './en';

const PAGE = join(process.cwd(), 'apps/console');
const READ_OUT = ['label', 'title', 'alt', 'placeholder', 'description', 'aria-label', 'aria-description'];
const WORDS = /\p{L}{2}/u;

/** Words that a component shows of itself. */
function strayWordsOf(file: string, source: string): readonly string[] {
  const stray: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORDS.test(node.text)) stray.push(`${file}: ${node.text.trim()}`);
    if (
      ts.isJsxExpression(node) &&
      !ts.isJsxAttribute(node.parent) &&
      node.expression !== undefined &&
      ts.isStringLiteralLike(node.expression) &&
      WORDS.test(node.expression.text)
    )
      stray.push(`${file}: ${node.expression.text}`);
    if (
      ts.isJsxAttribute(node) &&
      READ_OUT.includes(node.name.getText()) &&
      node.initializer !== undefined &&
      ts.isStringLiteral(node.initializer) &&
      WORDS.test(node.initializer.text)
    )
      stray.push(`${file}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return stray;
}

it('every word that a component shows stands in this file', () => {
  const files = readdirSync(PAGE, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.tsx'));
  expect(files.length).toBeGreaterThan(40);
  expect(files.flatMap((file) => strayWordsOf(file, readFileSync(join(PAGE, file), 'utf8')))).toEqual([]);
});

it.each(['<p>Revoke it</p>', '<p>{"Revoke it"}</p>', '<input aria-label="Search keys" />'])(
  '%s would be told',
  (source) => {
    expect(strayWordsOf('a.tsx', `export const a = ${source};`)).toHaveLength(1);
  },
);

it.each([
  ['0', '0 requests'],
  ['1', '1 request'],
  ['8,650', '8,650 requests'],
])('%s is told as %s', (n, words) => {
  for (const told of [
    en.keys.bars('Export', n),
    en.rotate.inUse(n),
    en.rotate.inUseNow(n),
    en.revoke.inUse(n, 'just now'),
    en.stopOldKey.inUse(n, 'just now'),
  ])
    expect(told).toContain(`${words} in `);
});
