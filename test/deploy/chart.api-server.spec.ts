import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ApiServer } from './api-server.js';
import { VERSIONS } from './cluster-tools.js';
import {
  CHART,
  helmValues,
  kubernetesTools,
  ofKind,
  podsOf,
  rendered,
  type Rendering,
  type Resource,
} from './helm-chart.js';
import { EVERYTHING, VARIANTS } from './variants.js';

const TIMEOUT_MS = 300_000;
const NAMESPACE = 'installed';
const variants = VARIANTS.map(({ variant, options }, index) => ({
  variant,
  namespace: `variant-${String(index)}`,
  resources: rendered(options),
}));
const thing = (apiVersion: string, kind: string, name: string, more: object = {}): Resource => ({
  apiVersion,
  kind,
  ...more,
  metadata: { name, labels: {}, ...('metadata' in more && typeof more.metadata === 'object' ? more.metadata : {}) },
});

/** In which a pod that is not restricted is refused, and what would make one is warned of. */
function restricted(name: string): Resource {
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  return thing('v1', 'Namespace', name, { metadata: { labels } });
}

/** The definitions of the kinds of others that the chart uses. */
function definitions(): readonly Resource[] {
  const definition = z.looseObject({
    apiVersion: z.string(),
    kind: z.literal('CustomResourceDefinition'),
    metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
    spec: z.looseObject({ names: z.looseObject({ kind: z.string() }) }),
  });
  const used = new Set(variants.flatMap(({ resources }) => resources.map(({ kind }) => kind)));
  const { kinds } = kubernetesTools();
  return readdirSync(kinds)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(kinds, file), 'utf8')))
    .flatMap((document) => definition.safeParse(document.toJS()).data ?? [])
    .filter(({ spec }) => used.has(spec.names.kind));
}

function helm(server: ApiServer, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    kubernetesTools().helm,
    [...args, '--namespace', NAMESPACE, '--no-hooks', '--kubeconfig', server.kubeconfig],
    { encoding: 'utf8', timeout: 120_000 },
  );
  return { status, output: status === 0 ? '' : `${stdout}${stderr}` };
}

describe.each(VERSIONS)('the API server of Kubernetes %s', (version) => {
  let server: ApiServer;
  const refused = async (resources: readonly Resource[], namespace?: string): Promise<readonly string[]> => {
    const faults: string[] = [];
    for (const resource of resources) {
      const { status, message, warnings } = await server.apply(resource, namespace);
      if (status >= 400 || warnings.length > 0)
        faults.push(`${resource.kind} ${resource.metadata.name}: ${String(status)} ${message} ${warnings.join()}`);
    }
    return faults;
  };

  beforeAll(async () => {
    server = await ApiServer.start(version);
    const priority = thing('scheduling.k8s.io/v1', 'PriorityClass', 'high', { value: 1000 });
    const namespaces = [NAMESPACE, ...variants.map(({ namespace }) => namespace)].map(restricted);
    for (const each of [...definitions(), ...namespaces, priority])
      expect(await server.apply(each)).toMatchObject({ message: '' });
  }, TIMEOUT_MS);
  afterAll(async () => {
    await server.stop();
  });

  it.each(variants)('takes every resource with $variant, and warns of none', async ({ namespace, resources }) => {
    expect(await refused(resources, namespace)).toEqual([]);
  });

  it.each(variants)('admits every pod with $variant to a restricted namespace', async ({ namespace, resources }) => {
    const accounts = await refused(ofKind(resources, 'ServiceAccount'), namespace);
    expect(accounts).toEqual([]);
    const pods = podsOf(resources);
    expect(pods.length).toBeGreaterThan(5);
    for (const { name, spec } of pods)
      expect(await server.create(thing('v1', 'Pod', `${name}-pod`, { spec }), namespace)).toMatchObject({
        status: 201,
        message: '',
        warnings: [],
      });
  });

  it('would refuse a pod that is not restricted, and warn of what makes one', async () => {
    const [deployment] = ofKind(rendered(), 'Deployment');
    const { template, ...rest } = z
      .looseObject({ template: z.looseObject({ spec: z.looseObject({}) }) })
      .parse(deployment?.['spec']);
    const spec = { ...template.spec, hostNetwork: true };
    const open = { spec: { ...rest, template: { ...template, spec } } };
    expect(await refused(ofKind(rendered(), 'ServiceAccount'), 'variant-0')).toEqual([]); // pods need theirs
    expect(await server.create(thing('v1', 'Pod', 'open', { spec }), 'variant-0')).toMatchObject({
      status: 403,
      message: expect.stringContaining('violates PodSecurity "restricted:latest": host namespaces'),
    });
    expect(await server.create(thing('apps/v1', 'Deployment', 'open', open), 'variant-0')).toMatchObject({
      status: 201,
      warnings: [expect.stringContaining('would violate PodSecurity')],
    });
  });

  it.each([
    ['Deployment', { replica: 3 }, 'field not declared in schema'],
    ['ServiceMonitor', { endpoint: [] }, 'field not declared in schema'],
    ['Service', { ports: [{ name: 'http', port: 70_000 }] }, 'must be between 1 and 65535'],
  ])('would refuse a %s with %j', async (kind, wrong, sentence) => {
    const [resource] = ofKind(rendered({ files: [EVERYTHING] }), kind);
    if (resource === undefined) throw new Error(`no ${kind}`);
    const spec = { ...z.looseObject({}).parse(resource['spec']), ...wrong };
    expect(await server.apply({ ...resource, spec }, 'variant-0')).toMatchObject({
      status: expect.any(Number),
      message: expect.stringContaining(sentence),
    });
  });

  it(
    'lets Helm install, go from each set of values to the next, back, and away',
    async () => {
      const done = { status: 0, output: '' };
      const upgrade = (options: Rendering) =>
        helm(server, 'upgrade', '--install', 'keyward', CHART, ...helmValues(options));
      const has = (apiVersion: string, kind: string) => server.names(apiVersion, kind, NAMESPACE);
      for (const { options } of VARIANTS) expect(upgrade(options)).toEqual(done);
      expect(await has('apps/v1', 'Deployment')).toHaveLength(4);
      expect(helm(server, 'rollback', 'keyward', '2')).toEqual(done); // to everything
      expect(await has('keda.sh/v1alpha1', 'ScaledObject')).toHaveLength(2);
      expect(helm(server, 'rollback', 'keyward', '1')).toEqual(done);
      expect(await has('keda.sh/v1alpha1', 'ScaledObject')).toEqual([]);
      expect(helm(server, 'uninstall', 'keyward')).toEqual(done);
      expect(await has('apps/v1', 'Deployment')).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
