import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseServiceTokens } from '#user-auth';
import { environmentOf, isApp, startWith } from './deployed-process.js';
import { commandsWith, Following } from './following.js';
import { processesOf, rendered, secretsOf } from './helm-chart.js';
import { sizeFile } from './variants.js';

const COMMANDS = commandsWith('create namespace');
/** What a Secret is made of is kept in `secrets`. */
const KUBECTL = `[[ $* != *'create secret generic'* ]] || cat > "secrets/$6"`;
/** The true one says whether it takes the values. */
const HELM = `[[ $1 != install ]] || exec "$TRUE_HELM" template "\${@:2}" > /dev/null`;

describe('the commands of an installation in docs/deployment.md', () => {
  const resources = rendered({ files: [sizeFile('small')] });
  const services = processesOf(resources).filter(
    ({ name, entry }) => isApp({ name, entry, environment: {} }) && name !== 'ops',
  );
  const guide = new Following({ kubectl: KUBECTL, helm: HELM });
  const { folder } = guide;
  let calls: readonly string[];
  const secret = (name: string): ReadonlyMap<string, string> =>
    new Map(
      guide
        .read(`secrets/${name}`)
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );

  beforeAll(() => {
    mkdirSync(join(folder, 'secrets'));
    guide.run(COMMANDS);
    ({ calls } = guide);
  });

  it('make the namespace, then the Secrets in it, then install', () => {
    const [first] = calls;
    const made = calls.findLastIndex((call) => call.includes('create secret'));
    expect(first).toBe('kubectl create namespace keyward');
    expect(calls.findIndex((call) => call.startsWith('helm install'))).toBeGreaterThan(made);
    expect(calls.filter((call) => call.includes('create secret') && !call.includes('--namespace keyward'))).toEqual([]);
  });
  it('make each Secret that the chart reads, with the keys that it reads, and nothing else', () => {
    const made = readdirSync(join(folder, 'secrets')).map((name) => [name, [...secret(name).keys()].sort()]);
    expect(Object.fromEntries(made)).toEqual(secretsOf(resources));
  });
  it.each(services)('make what $name starts with in production', (each) => {
    const mounted = mkdtempSync(join(folder, 'mounted-'));
    for (const [name, value] of secret(`keyward-${each.name}`)) writeFileSync(join(mounted, name), value);
    expect(startWith(each, mounted)).toBeInstanceOf(environmentOf(each));
  });
  it('keep the tokens of the host product and of ops, which are known by digests, where nobody else reads them', () => {
    const known = parseServiceTokens(secret('keyward-key-command').get('SERVICE_TOKENS') ?? '');
    expect(['product-token', 'service-token'].map((file) => known.find(guide.read(file).trim())?.service)).toEqual([
      'product',
      'ops',
    ]);
  });
  it('make the same again where some are missing', () => {
    const before = secret('keyward-verification');
    rmSync(join(folder, 'secrets/keyward-verification'));
    guide.run(COMMANDS);
    expect(secret('keyward-verification')).toEqual(before);
  });
  it('give key-command and verification the same pepper, and show no secret to who lists processes', () => {
    const pepper = secret('keyward-key-command').get('KEY_PEPPERS') ?? '';
    expect(secret('keyward-verification').get('KEY_PEPPERS')).toBe(pepper);
    expect(calls.filter((call) => call.includes(pepper) || call.includes('PASSWORD'))).toEqual([]);
  });
});
