import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ops } from '../../apps/ops/testing/run.js';
import { ROOT } from './deployed-process.js';
import { commandsOf } from './following.js';
import { componentOf, ofKind, podsOf, processesOf, rendered, type Resource } from './helm-chart.js';
import { EVERYTHING } from './variants.js';

const PAGES = ['deployment', 'operations', 'runbook'];
const BLOCKS = PAGES.flatMap(commandsOf).flatMap((block) => block.split('\n'));
const COMMANDS = BLOCKS.filter((line) => line.includes('kubectl'));
const TEXT = PAGES.map((page) => readFileSync(join(ROOT, `docs/${page}.md`), 'utf8')).join('\n');
const KINDS: Readonly<Record<string, string>> = { deploy: 'Deployment', cronjob: 'CronJob' };

const service = z.object({
  clusterIP: z.string().optional(),
  publishNotReadyAddresses: z.boolean().optional(),
  selector: z.record(z.string(), z.string()),
  ports: z.array(z.object({ port: z.number() })),
});
const peers = z.array(
  z.object({ podSelector: z.object({ matchLabels: z.record(z.string(), z.string()) }).optional() }),
);
const policy = z.object({
  ingress: z.array(z.object({ from: peers })).default([]),
  egress: z.array(z.object({ to: peers.optional(), ports: z.array(z.object({ port: z.number() })) })).default([]),
});

const resources = rendered();
const names = (kind: string) => ofKind(resources, kind).map(({ metadata: { name } }) => name);

/** What the pages name by `pattern`, once each. */
function named(pattern: RegExp): readonly RegExpMatchArray[] {
  const found = new Map(COMMANDS.flatMap((line) => [...line.matchAll(pattern)]).map((match) => [match[0], match]));
  return [...found.values()];
}

function specOf<T>(kind: string, name: string, spec: z.ZodType<T>, of: readonly Resource[] = resources): T {
  return spec.parse(of.find((each) => each.kind === kind && each.metadata.name === name)?.['spec']);
}

describe('a command for a cluster that the pages show', () => {
  it.each(
    named(/\b(deploy|cronjob)\/([a-z-]*[a-z])(?![a-z-])/g).map(([all, kind = '', name = '']) => ({ all, kind, name })),
  )('is for what the chart has: $all', ({ kind, name }) => {
    expect(names(KINDS[kind] ?? kind)).toContain(name);
  });
  it.each(named(/app\.kubernetes\.io\/component(?:=| in \()([a-z-]+(?:, [a-z-]+)*)/g).map(([, of = '']) => ({ of })))(
    'finds the pods of $of by their label',
    ({ of }) => {
      const components = ofKind(resources, 'Deployment').map(componentOf);
      expect(components).toEqual(expect.arrayContaining(of.split(', ')));
    },
  );
});

it('logs, as the runbook defines it, is asked for components of the chart', () => {
  const asked = BLOCKS.flatMap((line) => /^logs ([a-z,-]+) /.exec(line)?.[1]?.split(',') ?? []);
  expect(new Set(asked)).toEqual(new Set(['key-command', 'verification', 'activity', 'notifier']));
});

it('a process is not asked in its pod but by health, which knows TLS', () => {
  const asking = COMMANDS.filter((line) => /\bexec\b.*(?:localhost|127\.0\.0\.1)/.test(line));
  expect(asking.map((line) => line.slice(0, line.indexOf('(')))).toEqual(['health']);
});

describe('a Job of ops', () => {
  const run = podsOf(ofKind(resources, 'CronJob')).map(({ spec: { containers } }) =>
    containers[0].args.slice(1).join(' '),
  );
  const jobs = [...new Set([...TEXT.matchAll(/(?:^ *|`|&& )job ([a-z-]+)/gm)].map(([, name = '']) => name))];

  it.each(jobs)('is made of a CronJob of the chart: %s', (name) => {
    expect(names('CronJob')).toContain(`keyward-${name}`);
  });
  it.each([
    'restore-store',
    'rebuild-verification --switch',
    'rebuild-verification --switch --accept-differences',
    'rebuild-verification --drop-unused',
    'peppers --services',
    'dead-letters',
  ])('does what no pod of a service can do, as it may not run: %s', async (command) => {
    expect(run).toContain(command);
    expect(await ops({}, ...command.split(' '))).toMatchObject({ code: 1, err: expect.stringMatching(/ is missing/) });
  });
  it('is shown for each CronJob', () => {
    expect(jobs.map((name) => `keyward-${name}`).sort()).toEqual(names('CronJob').toSorted());
  });
});

describe('dead letters', () => {
  const everything = rendered({ files: [EVERYTHING] });
  const readers = processesOf(everything.filter(({ metadata: { name } }) => name === 'keyward-dead-letters'));

  it('are read by a user of Kafka who may', () => {
    expect(readers).toMatchObject([{ environment: { KAFKA_SASL_USERNAME: 'ops' } }]);
    expect(TEXT).toMatch(
      /^\| ops +\| +\| `key-events`, `key-events.dlq` and the other `.dlq` topics \| `keyward-ops` +\|$/m,
    );
  });
  it('are not asked for in a pod of a service, which may not', () => {
    expect(BLOCKS.filter((line) => /\b(?:ops|main\.js) dead-letters/.test(line) && !/npm|compose/.test(line))).toEqual(
      [],
    );
  });
});

describe('ops, as the pages run it in a pod', () => {
  const runs = COMMANDS.flatMap((line) => {
    const [, pod, host, port] =
      /exec -i deploy\/keyward-([a-z-]+) .*KEY_COMMAND_URL=http:\/\/([a-z-]+):(\d+) /.exec(line) ?? [];
    return pod === undefined || host === undefined ? [] : [{ pod, host, port: Number(port) }];
  });

  it('is run somewhere, on each page that tells how', () => {
    expect(runs).toHaveLength(2);
  });
  it.each(runs)('asks every process of key-command, ready or not: $host', ({ host, port }) => {
    const { selector, ...names } = specOf('Service', host, service);
    expect(names).toEqual({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: [expect.objectContaining({ port })],
    });
    expect(selector).toMatchObject({ 'app.kubernetes.io/component': 'key-command' });
  });
  it.each(runs)('is let out of $pod, and in at $host', ({ pod, host, port }) => {
    const { selector } = specOf('Service', host, service);
    const asked = selector['app.kubernetes.io/component'] ?? '';
    const out = specOf('NetworkPolicy', `keyward-${pod}`, policy).egress;
    const into = specOf('NetworkPolicy', `keyward-${asked}`, policy).ingress;
    expect(out).toContainEqual({ to: [{ podSelector: { matchLabels: selector } }], ports: [{ port }] });
    expect(into.flatMap(({ from }) => from)).toContainEqual({
      podSelector: { matchLabels: { ...selector, 'app.kubernetes.io/component': pod } },
    });
  });
  it('is told how it asks over TLS, by a name that the certificate has', () => {
    const secured = rendered({ set: ['tls.enabled=true,tls.certManager.issuerRef.name=inside'] });
    const hosts = [...TEXT.matchAll(/KEY_COMMAND_URL=https:\/\/([a-z-]+):3000 TLS_CA_FILE=\/run\/tls\/ca.crt/g)];
    expect(hosts).toHaveLength(2);
    const { dnsNames } = specOf(
      'Certificate',
      'keyward-key-command',
      z.object({ dnsNames: z.array(z.string()) }),
      secured,
    );
    for (const [, host] of hosts) expect(dnsNames).toContain(host);
  });
});

it('Prometheus finds each pod by one Service', () => {
  const scraped = ofKind(resources, 'Service').filter((each) =>
    z
      .object({ ports: z.array(z.object({ name: z.string() })) })
      .parse(each['spec'])
      .ports.some(({ name }) => name === 'http'),
  );
  expect(scraped.map(componentOf).sort()).toEqual(['activity', 'key-command', 'notifier', 'verification']);
});
