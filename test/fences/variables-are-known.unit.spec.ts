import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadEnv } from '#env';
import { tableRows } from '../kit/table-rows.js';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const productFiles = globSync('{apps,libs,examples}/**/*.ts', { cwd: root }).filter(
  (path) => !/\.(spec|contract)\.ts$/.test(path),
);
const configuration = textOf('docs/configuration.md');

type EnvClass = new () => object;
/** An app, a variable and what the app's own loader makes of it. */
interface Read {
  readonly app: string;
  readonly name: string;
  readonly defaultValue: string;
  readonly isNumber: boolean;
  readonly fromFile: boolean;
}

const namesIn = (Env: EnvClass) =>
  getMetadataStorage()
    .getTargetValidationMetadatas(Env, '', true, false)
    .filter(({ name }) => name === 'environmentVariable')
    .map(({ propertyName }) => propertyName);

function refusalOf(Env: EnvClass, source: Readonly<Record<string, string>>): string {
  try {
    loadEnv(Env, source);
    return '';
  } catch (error) {
    return String(error);
  }
}

const shown = (value: unknown): string => {
  const text = Array.isArray(value) ? value.join(',') : z.coerce.string().parse(value ?? '');
  return text === '' ? 'none' : text;
};

function readBy(app: string, Env: EnvClass): readonly Read[] {
  const defaults: ReadonlyMap<string, unknown> = new Map(Object.entries(new Env()));
  const missing = refusalOf(Env, {});
  return namesIn(Env).map((name) => ({
    app,
    name,
    defaultValue: missing.includes(`\n  ${name} is missing`) ? 'required' : shown(defaults.get(name)),
    isNumber: typeof defaults.get(name) === 'number',
    fromFile: refusalOf(Env, { [`${name}_FILE`]: '/is/not/there' }).includes(
      `${name} cannot be read from ${name}_FILE`,
    ),
  }));
}

const isEnvClass = (value: unknown): value is EnvClass => typeof value === 'function' && /^class\b/.test(String(value));

const reads: Read[] = [];
for (const path of globSync('apps/*/*.env.ts', { cwd: root })) {
  const module: unknown = await import(join(root, path));
  const app = path.split('/')[1] ?? '';
  for (const each of Object.values(z.record(z.string(), z.unknown()).parse(module)))
    if (isEnvClass(each)) reads.push(...readBy(app, each));
}
const byPair = new Map(reads.map((read) => [`${read.app}: ${read.name}`, read]));
const serving = [...new Set(reads.filter(({ name }) => name === 'PORT').map(({ app }) => app))].sort();

const documented = tableRows(configuration, 'variable').flatMap(([variable = '', apps = '', value = '', file = '']) =>
  (apps === 'all' ? serving : apps.split(', ')).map((app) => ({
    pair: `${app}: ${variable.replaceAll('`', '')}`,
    value: value.replaceAll('`', ''),
    file,
  })),
);

describe('docs/configuration.md', () => {
  it('lists every variable of every app once, and none that no app reads', () => {
    expect(serving).toEqual(['activity', 'bi-api', 'key-command', 'notifier', 'standalone', 'verification']);
    expect(byPair.size).toBeGreaterThan(200);
    expect(documented.map(({ pair }) => pair).sort()).toEqual([...byPair.keys()].sort());
  });

  it('names the default of each, with a unit where it is a number', () => {
    const wrong = documented.flatMap(({ pair, value }) => {
      const { defaultValue = '', isNumber = false } = byPair.get(pair) ?? {};
      const isRight =
        isNumber && !pair.endsWith('PORT')
          ? new RegExp(`^${defaultValue} [a-z]+$`).test(value)
          : value === defaultValue || value.startsWith(`${defaultValue}:`);
      return isRight ? [] : [`${pair} has the default ${defaultValue}, not ${value}`];
    });
    expect(wrong).toEqual([]);
  });

  it('marks those, and only those, that may come from a file', () => {
    const marked = documented.filter(({ file }) => file === 'yes').map(({ pair }) => pair);
    expect(marked.sort()).toEqual([...byPair].flatMap(([pair, { fromFile }]) => (fromFile ? [pair] : [])).sort());
    expect(documented.filter(({ file }) => !['', 'yes'].includes(file))).toEqual([]);
  });
});

it('every variable that is declared anywhere is read by an app, and none is read past its declaration', () => {
  const names = new Set(reads.map(({ name }) => name));
  const declared = productFiles
    .map(textOf)
    .filter((text) => text.includes('@Variable('))
    .flatMap((text) =>
      [...text.matchAll(/^ {2}(?:override )?readonly ([A-Z][A-Z0-9_]+)\??:/gm)].map(([, name]) => name),
    );
  expect(declared.length).toBeGreaterThan(60);
  expect(declared.filter((name) => name !== undefined && !names.has(name))).toEqual([]);
  expect(productFiles.filter((path) => /process\.env\s*[.[]/.test(textOf(path)))).toEqual([]);
});

it('a variable of one service is never taken for a mistyped one of another', () => {
  const path = 'libs/env/near-misses.ts';
  const [, list = ''] = /new Set\(\[([^\]]*)\]\)/.exec(textOf(path)) ?? [];
  const known = [...list.matchAll(/'([A-Z0-9_]+)'/g)].map(([, name]) => name);
  const ofServices = new Set(reads.filter(({ app }) => app !== 'ops').map(({ name }) => name));
  expect(known.sort()).toEqual([...ofServices].sort());
});
