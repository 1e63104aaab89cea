import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseServiceTokens } from '#user-auth';
import { environmentOf, isApp, startWith } from './deployed-process.js';
import { commandsWith, Following } from './following.js';
import { kubernetesTools, processesOf, rendered, secretsOf } from './helm-chart.js';
import { sizeFile } from './variants.js';

const COMMANDS = commandsWith('create namespace');
/** Keeps what Secrets are made of in `secrets`. As the true one it makes nothing that is there, and applies whatever is. */
const KUBECTL = `
create() {
  [[ $* != *--dry-run=client* ]] || { echo "$1"; cat; exit; }
  [[ ! -e $1 ]] || { echo "Error from server (AlreadyExists): $1" >&2; exit 1; }
  cat > "$1"
}
case "$*" in
  'create namespace '*) create "namespaces/$3" "$@" < /dev/null ;;
  *' create secret generic '*) create "secrets/$6" "$@" ;;
  'apply '*) read -r object; cat > "$object" ;;
  *' get secret '*)
    [[ -e secrets/$5 ]] || exit 0
    shown=\${!#}
    shown=\${shown#go-template=}
    while read -r line; do shown=\${shown//"{{.data.\${line%%=*} | base64decode}}"/\${line#*=}}; done < "secrets/$5"
    echo "$shown"
esac`;
/** The true one says whether it takes the values. Where the file `never-ready` is, the release is made, and what waits for it fails. */
const HELM = `
[[ $1 != install || ! -e release ]] || { echo 'cannot re-use a name that is still in use' >&2; exit 1; }
[[ $1 != upgrade || $2 == --install || -e release ]] || { echo 'no deployed releases' >&2; exit 1; }
[[ $1 == install || $1 == upgrade ]] || exit 0
touch release
[[ ! -e never-ready ]] || { echo 'context deadline exceeded' >&2; exit 1; }
shift
[[ $1 != --install ]] || shift
exec "$TRUE_HELM" template "$@" > /dev/null`;

describe('the commands of an installation in docs/deployment.md', () => {
  const resources = rendered({ files: [sizeFile('small')] });
  const services = processesOf(resources).filter(
    ({ name, entry }) => isApp({ name, entry, environment: {} }) && name !== 'ops',
  );
  const guide = new Following({ kubectl: KUBECTL, helm: HELM }, { TRUE_HELM: kubernetesTools().helm });
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
    for (const kind of ['namespaces', 'secrets']) mkdirSync(join(folder, kind));
    guide.run(COMMANDS);
    ({ calls } = guide);
  });

  it('make the namespace, then the Secrets in it, then install', () => {
    const made = (what: string) => calls.findLastIndex((call) => call.includes(`create ${what}`));
    expect(made('namespace keyward')).toBeGreaterThan(-1);
    expect(made('secret')).toBeGreaterThan(made('namespace keyward'));
    expect(calls.findIndex((call) => call.startsWith('helm upgrade'))).toBeGreaterThan(made('secret'));
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
  it('can be run again after a fault, and then do what they say now', () => {
    writeFileSync(join(folder, 'never-ready'), '');
    rmSync(join(folder, 'release'));
    expect(() => {
      guide.run(COMMANDS);
    }).toThrow('context deadline exceeded');
    const before = secret('keyward-activity').get('MONGO_URL') ?? '';
    rmSync(join(folder, 'never-ready'));
    guide.run(COMMANDS.replace('PASSWORD-OF-', 'MENDED-'));
    expect(secret('keyward-activity').get('MONGO_URL')).toBe(before.replace('PASSWORD-OF-', 'MENDED-'));
    expect(guide.calls.at(-1)).toMatch(/^helm test /);
  });
  it.each(['pepper', 'service-token', 'gateway-token'])(
    'do not replace what is in force where %s is not here',
    (file) => {
      const before = secret('keyward-verification');
      const kept = guide.read(file);
      rmSync(join(folder, file));
      expect(() => {
        guide.run(COMMANDS);
      }).toThrow('nothing was changed');
      expect(secret('keyward-verification')).toEqual(before);
      writeFileSync(join(folder, file), kept);
    },
  );
  it('give key-command and verification the same pepper, and show no secret to who lists processes', () => {
    const pepper = secret('keyward-key-command').get('KEY_PEPPERS') ?? '';
    expect(secret('keyward-verification').get('KEY_PEPPERS')).toBe(pepper);
    expect(calls.filter((call) => call.includes(pepper) || call.includes('PASSWORD'))).toEqual([]);
  });
});
