import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Exported for services that verify keys on their own; and what exported functions take or return, where the tests of
 * other libs name it. What `@keyward/client` exports is another list: `libs/client/package`.
 */
const FOR_OTHERS: Readonly<Record<string, readonly string[]>> = {
  client: ['GrpcKeyVerifier', 'TcpKeyVerifierOptions'],
  contracts: ['VerifyBatchRequest'],
  http: ['HttpApp'],
  messaging: ['GroupOptions'],
};

const root = join(import.meta.dirname, '../..');
const sources = globSync('{apps,bench,examples,libs,tools}/**/*.{ts,mjs}', {
  cwd: root,
  exclude: (path) => path.endsWith('node_modules') || /\.spec\.ts$|\/testing$/.test(path),
}).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** `a, type B, c as d` → a, B, c (or d: what others call it). */
function namesIn(list: string, called: 'here' | 'by-others'): readonly string[] {
  return list
    .replace(/\/\/.*$/gm, '')
    .split(',')
    .map((item) =>
      item
        .trim()
        .replace(/^type /, '')
        .split(' as '),
    )
    .map(([own = '', other = own]) => (called === 'here' ? own : other))
    .filter((name) => name !== '');
}

const exportsOf = (index: string) =>
  [...index.matchAll(/export (?:type )?\{([^}]*)\} from '[^']*'/g)].flatMap(([, list = '']) =>
    namesIn(list, 'by-others'),
  );

/** `entry`: a lib, or a folder of it that has an entry of its own. Tools take it as it was built. */
function importsOf(entry: string): ReadonlySet<string> {
  const from = `'(?:#${entry}|[./]+/dist/libs/${entry}/index\\.js)'`;
  const statements = new RegExp(`(?:import|export) (?:type )?\\{([^}]*)\\} from ${from}`, 'g');
  return new Set(
    sources
      .filter(({ path }) => !path.startsWith(`libs/${entry}/`))
      .flatMap(({ text }) => [...text.matchAll(statements)].flatMap(([, list = '']) => namesIn(list, 'here'))),
  );
}

const entries = globSync('libs/**/index.ts', { cwd: root })
  .map((path) => dirname(path).replace('libs/', ''))
  .sort();

describe('an entry of a lib exports what the product, its tools and its benches import, and nothing else', () => {
  it.each(entries)('%s', (lib) => {
    const imported = importsOf(lib);
    const others = FOR_OTHERS[lib] ?? [];
    const exported = exportsOf(readFileSync(join(root, 'libs', lib, 'index.ts'), 'utf8'));
    expect(exported.filter((name) => !imported.has(name) && !others.includes(name))).toEqual([]);
    // no longer an exception
    expect(others.filter((name) => imported.has(name) || !exported.includes(name))).toEqual([]);
  });
});
