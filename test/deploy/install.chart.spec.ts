import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseServiceTokens } from '#user-auth';
import { environmentOf, isApp, ROOT, startWith } from './deployed-process.js';
import { kubernetesTools, LEAST, processesOf, rendered, secretsOf } from './helm-chart.js';

const SIZE = join(ROOT, 'deploy/helm/keyward/sizes/small.yaml');
/** Notes its arguments in `calls`, and what a Secret is made of in `secrets`. */
const KUBECTL = `#!/usr/bin/env bash
echo "kubectl $*" >> calls
[[ $* != *'create secret generic'* ]] || cat > "secrets/$6"
`;
/** Notes its arguments, and lets the true one say whether it takes the values. */
const HELM = `#!/usr/bin/env bash
echo "helm $*" >> calls
[[ $1 != install ]] || exec "$TRUE_HELM" template "\${@:2}" > /dev/null
`;

describe('the commands of an installation in docs/deployment.md', () => {
  const resources = rendered({ files: [SIZE] });
  const services = processesOf(resources).filter(
    ({ name, entry }) => isApp({ name, entry, environment: {} }) && name !== 'ops',
  );
  let folder: string;
  let calls: readonly string[];
  const secret = (name: string): ReadonlyMap<string, string> =>
    new Map(
      read(`secrets/${name}`)
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

  const run = (): void => {
    const { status, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', commands()], {
      cwd: folder,
      env: {
        PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
        TRUE_HELM: kubernetesTools().helm,
        HOME: folder,
      },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyward-install-'));
    for (const each of ['secrets', 'bin']) mkdirSync(join(folder, each));
    symlinkSync(join(ROOT, 'deploy'), join(folder, 'deploy'));
    copyFileSync(LEAST, join(folder, 'my-values.yaml'));
    for (const [name, program] of Object.entries({ kubectl: KUBECTL, helm: HELM })) {
      writeFileSync(join(folder, 'bin', name), program);
      chmodSync(join(folder, 'bin', name), 0o700);
    }
    run();
    calls = read('calls').trim().split('\n');
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
    expect(['product-token', 'service-token'].map((file) => known.find(read(file).trim())?.service)).toEqual([
      'product',
      'ops',
    ]);
  });
  it('make the same again where some are missing', () => {
    const before = secret('keyward-verification');
    rmSync(join(folder, 'secrets/keyward-verification'));
    run();
    expect(secret('keyward-verification')).toEqual(before);
  });
  it('give key-command and verification the same pepper, and show no secret to who lists processes', () => {
    const pepper = secret('keyward-key-command').get('KEY_PEPPERS') ?? '';
    expect(secret('keyward-verification').get('KEY_PEPPERS')).toBe(pepper);
    expect(calls.filter((call) => call.includes(pepper) || call.includes('PASSWORD'))).toEqual([]);
  });
});

function commands(): string {
  const document = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
  const [, block = ''] = /```sh\n((?:(?!```)[^])*create namespace(?:(?!```)[^])*)```/.exec(document) ?? [];
  return block;
}
