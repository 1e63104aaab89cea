import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseServiceTokens } from '#user-auth';
import { jobsOfKeyward } from '../observability/jobs-of-keyward.js';
import { composeFile } from './compose-file.js';
import { existsInImage, isApp, ROOT, startWith, unread } from './deployed-process.js';

function makeSecrets(folder: string): void {
  execFileSync(process.execPath, [join(ROOT, 'deploy/dev/make-secrets.mjs'), folder]);
}

describe('docker-compose.yml', () => {
  const { processes, services, mounts, ports, awaited, checked } = composeFile();
  const apps = processes.filter(isApp);
  let secrets: string;

  beforeAll(() => {
    secrets = mkdtempSync(join(tmpdir(), 'keyward-secrets-'));
    makeSecrets(secrets);
  });

  it.each(processes)('runs what there is: $name, $entry', (each) => {
    expect(existsInImage(each)).toBe(true);
  });
  it.each(apps)('sets what $name reads, and nothing else', (each) => {
    expect(unread(each)).toEqual([]);
  });
  it.each(apps)('sets all that $name needs, with secrets that it makes itself', (each) => {
    expect(startWith(each, join(secrets, each.name))).toBeDefined();
  });

  it('mounts files that there are', () => {
    const paths = mounts.filter(({ source }) => source.startsWith('./')).map(({ source }) => source);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('publishes ports to this machine only, each once', () => {
    expect(ports.length).toBeGreaterThan(3);
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
    const published = ports.map((port) => port.split(':')[1]);
    expect(new Set(published).size).toBe(published.length);
  });

  it('waits for the health of those only who tell theirs', () => {
    expect(awaited).toContain('mongo');
    expect(awaited.filter((service) => !checked.includes(service))).toEqual([]);
  });

  it('keeps its secrets over a start', () => {
    const pepper = () => readFileSync(join(secrets, 'verification/KEY_PEPPERS'), 'utf8');
    const before = pepper();
    makeSecrets(secrets);
    expect(pepper()).toBe(before);
  });

  it('shows a service its own secrets and no other’s', () => {
    const readers = mounts
      .filter(({ service, source }) => source.startsWith('secrets') && service !== 'secrets')
      .map(({ service, source }) => `${service} reads ${source}`);
    expect(readers.sort()).toEqual(
      [
        ...['activity', 'bi-api', 'key-command', 'mongo', 'notifier', 'ops', 'verification'].map(
          (service) => `${service} reads secrets-${service}`,
        ),
        'welcome reads secrets-key-command',
      ].sort(),
    );
  });

  it('lets whoever runs ops be known to key-command', () => {
    const { KEY_COMMAND_URL } = processes.find(({ name }) => name === 'ops')?.environment ?? {};
    const token = readFileSync(join(secrets, 'ops/SERVICE_TOKEN'), 'utf8');
    const known = parseServiceTokens(readFileSync(join(secrets, 'key-command/SERVICE_TOKENS'), 'utf8'));
    expect([KEY_COMMAND_URL, known.find(token)]).toEqual([
      'http://key-command:3000',
      { kind: 'service', service: 'ops' },
    ]);
    expect(processes.find(({ name }) => name === 'key-command')?.environment).toMatchObject({
      SERVICE_TOKENS_FILE: '/run/keyward/SERVICE_TOKENS',
    });
  });

  it('gives secrets that are new to those who have some already', () => {
    const older = mkdtempSync(join(tmpdir(), 'keyward-secrets-'));
    mkdirSync(join(older, 'all'));
    writeFileSync(
      join(older, 'all/secrets.json'),
      JSON.stringify({ jwtSecret: 'kept', serviceToken: 'kept too', mongoRoot: 'r', mongo: {}, keyPeppers: 'p' }),
    );
    makeSecrets(older);
    expect(readFileSync(join(older, 'key-command/JWT_SECRET'), 'utf8')).toBe('kept');
    expect(readFileSync(join(older, 'ops/SERVICE_TOKEN'), 'utf8')).toMatch(/^[\w-]{43}$/);
  });

  it('keeps what is for whoever runs Keyward from the world', () => {
    const gateway = readFileSync(join(ROOT, 'deploy/nginx/keyward.conf'), 'utf8');
    expect(gateway).toMatch(/location \/v1\/operations\/ +\{ return 404; \}/);
  });

  it('makes a database user for each service that has a database', () => {
    const users = readFileSync(join(ROOT, 'deploy/mongo/users.js'), 'utf8');
    const owners = apps
      .filter(({ name, environment }) => name !== 'ops' && 'MONGO_URL_FILE' in environment)
      .map(({ name }) => name);
    expect(owners.filter((name) => !users.includes(`'${name}'`) || !existsSync(join(secrets, 'mongo', name)))).toEqual(
      [],
    );
  });

  it('has every service watched by Prometheus, which has the rules of the chart', () => {
    const config = parse(readFileSync(join(ROOT, 'deploy/prometheus/prometheus.yml'), 'utf8')) as {
      scrape_configs: { job_name: string; relabel_configs: object[]; dns_sd_configs: { names: string[] }[] }[];
    };
    expect(config.scrape_configs.filter(({ job_name }) => !jobsOfKeyward.test(job_name))).toEqual([]);
    for (const { relabel_configs } of config.scrape_configs)
      expect(relabel_configs).toContainEqual({ target_label: 'namespace', replacement: 'keyward' });
    const watched = config.scrape_configs.flatMap((each) => each.dns_sd_configs).flatMap(({ names }) => names);
    const serve = apps.map(({ name }) => name).filter((name) => name !== 'ops');
    expect(watched.sort()).toEqual(serve.sort());
  });

  it('shows Grafana the source that its dashboards ask, and the dashboards of the chart', () => {
    const grafana = mounts.filter(({ service }) => service === 'grafana').map(({ source }) => source);
    expect(grafana).toContain('./deploy/helm/keyward/files/dashboards');
    expect(services).toEqual(expect.arrayContaining(['grafana', 'prometheus', 'mailpit', 'gateway']));
    const { datasources } = parse(readFileSync(join(ROOT, 'deploy/grafana/datasource.yml'), 'utf8')) as {
      datasources: { type: string; url: string }[];
    };
    expect(datasources).toMatchObject([{ type: 'prometheus', url: 'http://prometheus:9090' }]);
  });

  it('has every service that its gateway passes requests to', () => {
    const upstreams = [
      ...readFileSync(join(ROOT, 'deploy/nginx/keyward.conf'), 'utf8').matchAll(/ http:\/\/([\w-]+):3000;/g),
    ].map(([, name]) => name);
    expect(upstreams.sort()).toEqual(
      services.filter((name) => ['activity', 'bi-api', 'key-command', 'verification'].includes(name)).sort(),
    );
  });
});

describe('the image', () => {
  const dockerfile = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
  const [, entrypoint = '[]'] = /^ENTRYPOINT (.+)$/m.exec(dockerfile) ?? [];
  const [program, ...flags] = z.array(z.string()).parse(JSON.parse(entrypoint));

  it('is built by tools that reach the builder, with all that they import', () => {
    const tools = new Set(dockerfile.match(/(?<= )tools\/[\w-]+\.mjs/g));
    for (const tool of tools)
      // a set is walked with what is added meanwhile
      for (const [, name = ''] of readFileSync(join(ROOT, tool), 'utf8').matchAll(/from '\.\/([\w-]+\.mjs)'/g))
        tools.add(`tools/${name}`);
    expect([...tools]).toEqual(expect.arrayContaining(['tools/bundle.mjs', 'tools/third-party.mjs']));
    const context = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    expect([...tools].filter((tool) => !context.includes(`!${tool}`))).toEqual([]);
  });

  it('holds its licence, and those of others', () => {
    expect(dockerfile).toMatch(/^ +&& node tools\/notices\.mjs notices$/m);
    expect(dockerfile).toMatch(/^COPY --from=build \/app\/notices \.\/$/m);
    expect(dockerfile).toMatch(/^COPY --from=build .*\/app\/LICENSE .*\.\/$/m);
  });

  it('starts Node with flags that it knows, and without an inspector that a signal opens', () => {
    expect([program, flags]).toEqual(['node', expect.arrayContaining(['--disable-sigusr1'])]);
    expect(works([process.execPath, ...flags, '--eval', '0'])).toEqual({ ok: true, stderr: '' });
  });
});

describe('docker compose', () => {
  // nobody needs it to work on Keyward
  it('finds no fault in its file, where it is', () => {
    const here = works(['docker', 'compose', 'version']).ok;
    expect(here ? works(['docker', 'compose', 'config', '--quiet']) : { ok: true }).toMatchObject({ ok: true });
  });
});

function works([program = '', ...args]: readonly string[]): { readonly ok: boolean; readonly stderr: string } {
  const { status, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
  return { ok: status === 0, stderr };
}
