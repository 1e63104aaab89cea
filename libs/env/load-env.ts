import { validateSync } from 'class-validator';
import { readFileSync } from 'node:fs';
import { StartRefused } from './start-refused.js';
import { nearMisses } from './near-misses.js';
import { type Variables, variablesOf } from './variable.js';

export type EnvSource = Readonly<Record<string, string | undefined>>;

interface Reading {
  readonly value?: unknown;
  /** What was set, for the message; null for a secret or a file. */
  readonly shown: string | null;
  readonly fault?: string;
}

/**
 * Reads the variables of `EnvClass` from `source`. An empty string counts as unset; a secret may come from the file
 * that `<NAME>_FILE` names (a last line break is dropped).
 * @throws StartRefused that names every variable that is missing or wrong, what is wrong with it and an example of a
 * right value.
 */
export function loadEnv<E extends object>(EnvClass: new () => E, source: EnvSource = process.env): E {
  const variables = variablesOf(EnvClass);
  const readings = new Map(
    [...variables].map(([name, { form, secret }]) => [name, read(name, form, secret, source)] as const),
  );
  const env = new EnvClass();
  for (const [name, { value }] of readings) if (value !== undefined) Object.assign(env, { [name]: value });

  const faults = new Map(
    [...readings].flatMap(([name, { fault }]) => (fault === undefined ? [] : [[name, fault] as const])),
  );
  for (const { property, constraints = {}, value } of validateSync(env, { forbidUnknownValues: true })) {
    const messages =
      value === undefined
        ? ['is missing']
        : Object.values(constraints).map((message) => message.replace(`${property} `, ''));
    if (!faults.has(property)) faults.set(property, messages.join('; '));
  }
  if (faults.size > 0) throw new StartRefused(describe(faults, readings, variables, nearMisses(EnvClass, source)));
  return env;
}

function read(name: string, form: 'text' | 'number' | 'flag' | 'list', secret: boolean, source: EnvSource): Reading {
  const direct = source[name] === '' ? undefined : source[name];
  const file = secret && source[`${name}_FILE`] !== '' ? source[`${name}_FILE`] : undefined;
  if (direct !== undefined && file !== undefined)
    return { shown: null, fault: `is set, and ${name}_FILE too; set only one of them` };
  if (file !== undefined) return readSecret(name, file);
  return direct === undefined ? { shown: null } : { value: parse(direct, form), shown: secret ? null : direct };
}

function readSecret(name: string, file: string): Reading {
  try {
    const value = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return value === ''
      ? { shown: null, fault: `is empty: ${name}_FILE names an empty file (${file})` }
      : { value, shown: null };
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
    return { shown: null, fault: `cannot be read from ${name}_FILE (${file}: ${reason})` };
  }
}

/** What cannot be read in its form stays text, for the validators to refuse. */
function parse(text: string, form: 'text' | 'number' | 'flag' | 'list'): unknown {
  switch (form) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'flag':
      return { true: true, 1: true, false: false, 0: false }[text] ?? text;
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'text':
      return text;
  }
}

function describe(
  faults: ReadonlyMap<string, string>,
  readings: ReadonlyMap<string, Reading>,
  variables: Variables,
  hints: readonly string[],
): string {
  const lines = [...faults].map(([name, fault]) => {
    const shown = readings.get(name)?.shown ?? null;
    const example = variables.get(name)?.example ?? '';
    return `  ${name}${shown === null ? '' : ` (now ${JSON.stringify(shown)})`} ${fault}. Example: ${name}=${example}`;
  });
  return ['The environment is not usable:', ...lines, ...hints.map((hint) => `  ${hint}`)].join('\n');
}
