import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Exported for services that verify keys, with `libs/client` or on their own, and for apps of the distributed profile.
 */
const FOR_OTHERS: Readonly<Record<string, readonly string[]>> = {
  client: [
    'API_KEY_GUARD_OPTIONS',
    'ApiKeyGuardOptions',
    'GuardedRequest',
    'HttpKeyVerifier',
    'HttpKeyVerifierOptions',
    'HttpUserAuthenticatorOptions',
    'RequirePermission',
  ],
  contracts: ['VerifyBatchRequest'],
};

const root = join(import.meta.dirname, '../..');
const sources = globSync('{apps,bench,examples,libs,test,tools}/**/*.{ts,mjs}', {
  cwd: root,
  exclude: (path) => path.endsWith('node_modules') || path.endsWith('test/fences/fixture'),
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

function importsOf(lib: string): ReadonlySet<string> {
  const statements = new RegExp(`(?:import|export) (?:type )?\\{([^}]*)\\} from '#${lib}'`, 'g');
  return new Set(
    sources
      .filter(({ path }) => !path.startsWith(`libs/${lib}/`))
      .flatMap(({ text }) => [...text.matchAll(statements)].flatMap(([, list = '']) => namesIn(list, 'here'))),
  );
}

const libs = globSync('libs/*/index.ts', { cwd: root })
  .map((path) => path.split('/')[1] ?? '')
  .sort();

describe('a lib exports what somebody outside of it imports, and nothing else', () => {
  it.each(libs)('%s', (lib) => {
    const imported = importsOf(lib);
    const others = FOR_OTHERS[lib] ?? [];
    const exported = exportsOf(readFileSync(join(root, 'libs', lib, 'index.ts'), 'utf8'));
    expect(exported.filter((name) => !imported.has(name) && !others.includes(name))).toEqual([]);
    // no longer an exception
    expect(others.filter((name) => imported.has(name) || !exported.includes(name))).toEqual([]);
  });
});
