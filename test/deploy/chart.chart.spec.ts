import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { TOPICS } from '#contracts';
import { environmentOf, existsInImage, isApp, startWith, unread } from './deployed-process.js';
import { CHART, componentOf, helm, notesOf, ofKind, podsOf, processesOf, rendered } from './helm-chart.js';
import { EVERYTHING, madeSecrets, VARIANTS } from './variants.js';

const SERVICES = ['activity', 'key-command', 'notifier', 'verification'];
const SECRETS: Readonly<Record<string, string>> = {
  MONGO_URL: 'mongodb://user:password@mongo:27017/keyward',
  KEY_PEPPERS: `p1:${Buffer.alloc(32, 1).toString('base64')}`,
  SERVICE_TOKENS: `reports:${'0'.repeat(64)}`,
  GATEWAY_TOKEN: 'a token for gateways',
  SMTP_URL: 'smtps://user:password@mail.example.com:465',
  KAFKA_SASL_PASSWORD: 'password',
  OIDC_CLIENT_SECRET: 'what the provider knows',
  SESSION_SECRET: randomBytes(32).toString('base64'),
  JWT_SECRET: randomBytes(32).toString('base64'),
  'ca.crt': 'PEM',
  'tls.crt': 'PEM',
  'tls.key': 'PEM',
};

describe.each(VARIANTS)('with $variant', ({ options }) => {
  const resources = rendered(options);
  const processes = processesOf(resources).filter(({ entry }) => entry.endsWith('js'));
  const services = processes.filter(({ name }) => SERVICES.includes(name));
  let secrets: string;

  beforeAll(() => {
    secrets = mkdtempSync(join(tmpdir(), 'keyward-secrets-'));
    for (const [name, value] of Object.entries(SECRETS)) writeFileSync(join(secrets, name), value);
  });

  it.each(processes)('runs what there is: $name, $entry', (each) => {
    expect(existsInImage(each)).toBe(true);
  });
  it.each(processes)('sets what $name reads, and nothing else: $entry', (each) => {
    expect(unread(each)).toEqual([]);
  });
  it.each(processes.filter(({ name }) => name !== 'ops'))('sets all that $name needs', (each) => {
    expect(startWith(each, secrets)).toBeInstanceOf(environmentOf(each));
  });
  it('runs every service, and the topics’ Job', () => {
    expect(services.map(({ name }) => name).sort()).toEqual(SERVICES);
    expect(processes.filter(({ entry }) => !isApp({ name: '', entry, environment: {} }))).toMatchObject([
      { name: 'topics', entry: 'tools/topics.mjs' },
    ]);
  });
  it('shows key-command the services it may trust, as whoever runs ops is one', () => {
    expect(services.find(({ name }) => name === 'key-command')?.environment).toMatchObject({
      SERVICE_TOKENS_FILE: '/run/keyward/SERVICE_TOKENS',
    });
  });
  it.each(services)('distinguishes clients of $name behind its gateway', ({ environment }) => {
    expect(environment).toMatchObject({ TRUST_PROXY: expect.stringMatching(/./) });
  });
});

const podSecurity = z.object({
  automountServiceAccountToken: z.literal(false),
  enableServiceLinks: z.literal(false),
  securityContext: z.object({
    runAsNonRoot: z.literal(true),
    runAsUser: z.number().min(10_000),
    seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
  }),
  containers: z.tuple([
    z.object({
      securityContext: z.object({
        allowPrivilegeEscalation: z.literal(false),
        readOnlyRootFilesystem: z.literal(true),
        capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
      }),
      resources: z.object({
        requests: z.object({ cpu: z.string(), memory: z.string(), 'ephemeral-storage': z.string() }),
        limits: z.object({ memory: z.string(), 'ephemeral-storage': z.string() }),
      }),
    }),
  ]),
});

describe('every pod', () => {
  const resources = rendered({ files: [EVERYTHING] });
  const pods = podsOf(resources);
  const accounts = ofKind(resources, 'ServiceAccount').map(({ metadata: { name } }) => name);

  it.each(pods)('of $name is restricted, and has bounds', ({ spec }) => {
    expect(podSecurity.safeParse(spec)).toMatchObject({ success: true });
  });
  it.each(pods)('of $name has an account of its component', ({ component, spec }) => {
    expect(spec.serviceAccountName).toBe(`keyward-${component}`);
    expect(accounts).toContain(spec.serviceAccountName);
  });
  it('mounts no Secret of another component, but what ops restores', () => {
    const named = z.object({
      volumes: z.array(z.looseObject({ secret: z.object({ secretName: z.string() }).optional() })),
    });
    for (const { component, spec } of pods) {
      const names = named
        .parse(spec)
        .volumes.flatMap(({ secret }) => (secret === undefined ? [] : [secret.secretName]));
      expect(names.filter((name) => !name.includes(component))).toEqual([]);
    }
  });
});

describe('a service', () => {
  const resources = rendered();
  const deployments = ofKind(resources, 'Deployment');
  const spec = z.object({
    template: z.object({
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.number(),
        topologySpreadConstraints: z.array(z.object({ topologyKey: z.string() })),
        affinity: z.object({ podAntiAffinity: z.looseObject({}) }),
        containers: z.tuple([
          z.looseObject({
            startupProbe: z.looseObject({}),
            livenessProbe: z.looseObject({}),
            readinessProbe: z.looseObject({}),
            lifecycle: z.object({ preStop: z.looseObject({}) }),
          }),
        ]),
      }),
    }),
  });

  it.each(deployments)(
    '$metadata.name is spread, probed, and taken out of its endpoints before it is stopped',
    (each) => {
      const { terminationGracePeriodSeconds, topologySpreadConstraints, containers } = spec.parse(each['spec']).template
        .spec;
      expect(topologySpreadConstraints.map(({ topologyKey }) => topologyKey)).toEqual([
        'kubernetes.io/hostname',
        'topology.kubernetes.io/zone',
      ]);
      expect(terminationGracePeriodSeconds).toBe(30);
      expect(containers[0]).toMatchObject({
        startupProbe: { httpGet: { path: '/health/live', port: 'http' } },
        livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
        readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
        lifecycle: { preStop: { sleep: { seconds: 3 } } },
      });
    },
  );
  it.each(['Service', 'PodDisruptionBudget', 'NetworkPolicy', 'ServiceAccount'])('has a %s', (kind) => {
    expect(ofKind(resources, kind).map(componentOf)).toEqual(expect.arrayContaining(SERVICES));
  });
  it('gets a new pod when its Secret has other values', () => {
    const annotations = (url: string) =>
      ofKind(rendered({ files: [madeSecrets(url)] }), 'Deployment').map((each) =>
        JSON.stringify(
          z.looseObject({ template: z.looseObject({ metadata: z.looseObject({}) }) }).parse(each['spec']).template
            .metadata['annotations'],
        ),
      );
    const [before, after] = [annotations('mongodb://a/x'), annotations('mongodb://b/x')];
    expect(before).toHaveLength(4);
    expect(before.filter((each) => !after.includes(each))).toHaveLength(1);
  });
  it('leaves its number to whoever scales it', () => {
    const replicas = ofKind(rendered({ files: [EVERYTHING] }), 'Deployment').map((each) => each['spec']);
    expect(replicas.filter((each) => z.object({ replicas: z.number() }).safeParse(each).success)).toEqual([]);
  });
});

describe('a network policy', () => {
  const policies = ofKind(rendered(), 'NetworkPolicy');
  const spec = z.object({
    podSelector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    policyTypes: z.array(z.string()),
    ingress: z
      .array(
        z.object({
          from: z.array(z.unknown()).min(1),
          ports: z.array(z.object({ port: z.union([z.string(), z.number()]) })).min(1),
        }),
      )
      .default([]),
    egress: z.array(z.object({ ports: z.array(z.object({ port: z.number() })).min(1) })).default([]),
  });
  const rulesOf = (component: string) => spec.parse(policies.find((each) => componentOf(each) === component)?.['spec']);
  const out = (component: string) => rulesOf(component).egress.flatMap(({ ports }) => ports.map(({ port }) => port));

  it('denies everything, both ways, to every pod of the release', () => {
    expect(rulesOf('deny')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'keyward', 'app.kubernetes.io/instance': 'keyward' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [],
    });
  });
  it('lets each component reach what it asks, and nothing else', () => {
    expect(out('verification')).toEqual([53, 53, 9092, 27017]);
    expect(out('key-command')).toEqual([53, 53, 9092, 27017, 443, 3000]);
    expect(out('activity')).toEqual([53, 53, 9092, 27017, 443]);
    expect(out('notifier')).toEqual([53, 53, 9092, 27017, 465, 587]);
    expect(out('topics')).toEqual([53, 53, 9092]);
    expect(out('ops')).toEqual([53, 53, 9092, 27017]);
  });
  it('lets a service reach the collector of its traces, where there is one', () => {
    const [policy] = ofKind(rendered({ set: ['traces.endpoint=http://collector:4318'] }), 'NetworkPolicy').filter(
      (each) => componentOf(each) === 'verification',
    );
    expect(spec.parse(policy?.['spec']).egress.at(-1)).toEqual({ ports: [{ port: 4318 }] });
  });
  it.each([
    ['users.jwksUrl=http://keycloak.identity:8080/certs', [443, 8080]],
    ['users.jwksUrl=http://login/keys', [443, 80]],
    ['console.oidc.issuer=https://login.example.com:8443/realms/keys,console.oidc.clientId=keyward', [443, 8443]],
    ['networkPolicy.ports.identity=null', [443]],
  ])('opens the identity provider’s ports to who asks it: %s', (set, ports) => {
    const resources = rendered({ set: [set] });
    const identity = (component: string) =>
      spec
        .parse(ofKind(resources, 'NetworkPolicy').find((each) => componentOf(each) === component)?.['spec'])
        .egress.map((rule) => rule.ports.map(({ port }) => port));
    expect(identity('activity').at(-1)).toEqual(ports);
    expect(identity('key-command')).toContainEqual(ports);
    expect(identity('verification')).not.toContainEqual(ports);
    expect(notesOf({ set: [set] })).toContain(`identity provider ${ports.join(', ')}`);
  });
  it('opens nothing where no port is listed, instead of all', () => {
    const resources = ofKind(rendered({ setJson: ['networkPolicy.ports.mail=[]'] }), 'NetworkPolicy');
    const notifier = spec.parse(resources.find((each) => componentOf(each) === 'notifier')?.['spec']);
    expect(notifier.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 9092, 27017]);
  });
  it('lets every pod ask the cluster’s DNS, by itself and through NodeLocal DNSCache', () => {
    for (const component of [...SERVICES, 'topics', 'ops', 'client'])
      expect(policies.find((each) => componentOf(each) === component)?.['spec']).toMatchObject({
        egress: expect.arrayContaining([
          {
            to: [
              expect.objectContaining({ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }),
              { ipBlock: { cidr: '169.254.20.10/32' } },
            ],
            ports: [
              { port: 53, protocol: 'UDP' },
              { port: 53, protocol: 'TCP' },
            ],
          },
        ]),
      });
  });
  it('is told of after an installation, with the ports that only Secrets name', () => {
    expect(notesOf({ set: ['networkPolicy.ports.mongo={27018}'] })).toMatch(
      /networkPolicy\.ports[^]*Kafka 9092, MongoDB 27018, mail 465, 587, identity provider 443/,
    );
  });
  it('lets nobody in at the topics’ Job and at ops', () => {
    expect([rulesOf('topics').ingress, rulesOf('ops').ingress]).toEqual([[], []]);
  });
  it('names who is let in, at every port', () => {
    for (const service of SERVICES) expect(rulesOf(service).ingress.length).toBeGreaterThan(0);
  });
});

describe('autoscaling', () => {
  it('knows how many partitions each topic has', () => {
    for (const [topic, { name, partitions }] of Object.entries(TOPICS)) {
      if (topic === 'verifiers') continue;
      const one = (most: number) =>
        helm('template', {
          setJson: [
            `services.activity.autoscaling={"enabled":true,"by":"lag","maxReplicas":${String(most)},"lag":{"of":[{"topic":"${name}","group":"g"}]}}`,
          ],
        });
      expect(one(partitions).ok).toBe(true);
      expect(one(partitions + 1).output).toContain(`${name} has ${String(partitions)} partitions`);
    }
  });
});

describe('the chart', () => {
  it.each(VARIANTS)('has nothing that Helm warns of, with $variant', ({ options }) => {
    expect(helm('lint', options)).toMatchObject({ ok: true });
  });
  it('is small enough for the Secret that Helm keeps it in', () => {
    const bytes = gzipSync(
      Buffer.concat(
        readdirSync(CHART, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => readFileSync(join(parentPath, name))),
      ),
    ).length;
    expect(bytes).toBeLessThan(500_000);
  });
});

it('a release with a long name has names that Kubernetes takes', () => {
  const resources = rendered({ set: [`fullnameOverride=${'k'.repeat(40)}`] });
  const longest = (kind: string) => Math.max(...ofKind(resources, kind).map(({ metadata: { name } }) => name.length));
  expect(longest('CronJob')).toBeLessThanOrEqual(52);
  expect(longest('Service')).toBeLessThanOrEqual(63);
});

describe('the schema of the values', () => {
  const schema = z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
    additionalProperties: z.unknown().optional(),
  });
  const document = schema.parse(JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')));

  it('refuses a name that is misspelt, wherever names are listed', () => {
    const open = (node: unknown, path: string): readonly string[] => {
      const { properties, additionalProperties } = schema.parse(node);
      if (properties === undefined) return [];
      return [
        ...(additionalProperties === false ? [] : [path]),
        ...Object.entries(properties).flatMap(([name, each]) => open(each, `${path}.${name}`)),
      ];
    };
    expect(open(document, '')).toEqual([]);
  });
  it.each([
    ['services.verification.replica=3', "additional properties 'replica' not allowed"],
    ['kafka.brokers={kafka}', "'kafka' does not match pattern"],
    ['http.logLevel=loud', "value must be one of 'trace'"],
    ['services.keyCommand.autoscaling.by=lag', "at '/services/keyCommand/autoscaling/by'"],
    ['services.verification.env.CACHE_MAX=100', "at '/services/verification/env/CACHE_MAX'"],
  ])('refuses %s', (set, sentence) => {
    const { ok, output } = helm('template', { set: [set] });
    expect({ ok, output }).toEqual({ ok: false, output: expect.stringContaining(sentence) });
  });
});

describe('values that cannot work', () => {
  it.each([
    ['image.repository=', 'image.repository is empty'],
    [
      `image.digest=sha256:${'0'.repeat(64)},services.activity.tag=1.1.0`,
      'image.digest and services.activity.tag are both set',
    ],
    ['users.jwksUrl=', 'users.jwksUrl is empty'],
    ['users.audience=', 'users.audience is empty'],
    ['keys.confirmTimeoutMs=3000', 'which is 30500'],
    ['keys.leaseMs=9000', 'make it longer than kafka.brokerSessionTimeoutMs, which is 9000'],
    ['kafka.brokerSessionTimeoutMs=18000', 'keys.leaseMs is 15000'],
    ['services.verification.env.LEASE_MS=5e3ms', 'services.verification.env.LEASE_MS is what the chart sets itself'],
    [
      'services.activity.env.MONGO_URL=mongodb://mongo/x',
      'services.activity.env.MONGO_URL is what the chart sets itself',
    ],
    ['secrets.from=external', 'secrets.external.store.name is empty'],
    ['secrets.from=values', 'secrets.values.keyCommand.MONGO_URL is empty'],
    ['pod.terminationGracePeriodSeconds=10', 'which is 18'],
    ['tls.enabled=true', 'tls.certManager.issuerRef.name is empty'],
    ['tls.clientCertificates=true', 'tls.enabled is false'],
    ['ingress.enabled=true', 'ingress.host is empty'],
    ['gateway.enabled=true', 'gateway.parentRefs'],
    [
      'kafka.sasl.mechanism=plain,services.activity.autoscaling.enabled=true,services.activity.autoscaling.by=lag',
      'services.activity.autoscaling.lag.authenticationRef is empty',
    ],
    [
      'kafka.tls.enabled=true,kafka.tls.secretName=kafka,services.activity.autoscaling.enabled=true,services.activity.autoscaling.by=lag',
      'services.activity.autoscaling.lag.authenticationRef is empty',
    ],
    [
      'kafka.tls.enabled=true,kafka.tls.secretName=kafka,kafka.tls.clientCertificate=true,services.notifier.autoscaling.enabled=true,services.notifier.autoscaling.by=lag',
      'services.notifier.autoscaling.lag.authenticationRef is empty',
    ],
    ['services.notifier.autoscaling.enabled=true,services.notifier.autoscaling.cpuPercent=0', 'looks at nothing'],
  ])('are refused by a sentence: %s', (set, sentence) => {
    const { ok, output } = helm('template', { set: [set] });
    expect({ ok, output }).toEqual({ ok: false, output: expect.stringContaining(sentence) });
  });
  it('are told all at once', () => {
    const { output } = helm('template', { withoutLeast: true });
    for (const name of ['image.repository', 'kafka.brokers', 'users.jwksUrl', 'mail.from', 'console.url'])
      expect(output).toContain(`${name} is empty`);
  });
});
