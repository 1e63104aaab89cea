import { describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { kubernetesTools, ofKind, rendered, type Resource } from './helm-chart.js';
import { VARIANTS } from './variants.js';

/** The oldest Kubernetes that Chart.yaml allows, and the newest that has schemas here. */
const VERSIONS = ['1.30', '1.37'];
const { schemas, kinds } = kubernetesTools();
const schema = z.record(z.string(), z.unknown());
const json = (file: string) => schema.parse(JSON.parse(readFileSync(file, 'utf8')));
/** Patterns of Go may say that case does not count. */
const regExp = Object.assign(
  (pattern: string, flags: string) =>
    new RegExp(pattern.replace('(?i)', ''), pattern.includes('(?i)') ? `${flags}i` : flags),
  { code: 'new RegExp' },
);
const ajv = () => new Ajv2020({ strict: false, validateFormats: false, allErrors: true, code: { regExp } });

/** Checks of Kubernetes' own kinds, in which a field that is not known is a fault. */
function ownKinds(version: string): (resource: Resource) => ValidateFunction | undefined {
  const name = readdirSync(schemas).find((each) => each.startsWith(`v${version}.`) && each.endsWith('-strict'));
  const folder = join(schemas, name ?? `no schemas of ${version}`);
  const validator = ajv().addSchema(json(join(folder, '_definitions.json')), '/api/_definitions.json');
  const files = new Set(readdirSync(folder));
  return ({ apiVersion, kind }) => {
    const file = `${kind.toLowerCase()}-${apiVersion.replace(/^([^./]*)(?:\.[^/]*)?\//, '$1-')}.json`;
    if (!files.has(file)) return undefined;
    return validator.getSchema(file) ?? validator.addSchema(json(join(folder, file)), file).getSchema(file);
  };
}

const definition = z.object({
  kind: z.literal('CustomResourceDefinition'),
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: schema }) })),
  }),
});

/** The same of the kinds of others: their schemas, by version and kind. */
const OTHERS: ReadonlyMap<string, Record<string, unknown>> = new Map(
  readdirSync(kinds)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(kinds, file), 'utf8')))
    .flatMap((document) => definition.safeParse(document.toJS()).data?.spec ?? [])
    .flatMap(({ group, names, versions }) =>
      versions.map(
        ({ name, schema: { openAPIV3Schema } }) => [`${group}/${name} ${names.kind}`, openAPIV3Schema] as const,
      ),
    ),
);
const validators = new Map<string, ValidateFunction>();

function ofOthers({ apiVersion, kind }: Resource): ValidateFunction | undefined {
  const key = `${apiVersion} ${kind}`;
  const found = OTHERS.get(key);
  if (found === undefined) return undefined;
  const check = validators.get(key) ?? ajv().compile(strict(found));
  validators.set(key, check);
  return check;
}

/** An API server drops fields that a schema does not name; here they are faults. */
function strict(node: Record<string, unknown>): Record<string, unknown> {
  const inner = Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(
            Object.entries(schema.parse(value)).map(([name, each]) => [name, strict(schema.parse(each))]),
          ),
        ];
      if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object'))
        return [key, strict(schema.parse(value))];
      return [key, value];
    }),
  );
  if (inner['x-kubernetes-int-or-string'] === true) return { ...inner, type: ['integer', 'string'] };
  const named = Object.keys(schema.parse(inner['properties'] ?? {})).length > 0;
  return named && inner['x-kubernetes-preserve-unknown-fields'] !== true && inner['additionalProperties'] === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

describe.each(VERSIONS)('on Kubernetes %s', (version) => {
  const own = ownKinds(version);

  it.each(VARIANTS)('with $variant every resource fits its schema, with no field beside', ({ options }) => {
    const faults = rendered(options).flatMap((resource) => {
      const { apiVersion, kind, metadata } = resource;
      const check = own(resource) ?? ofOthers(resource);
      if (check === undefined) return [`${apiVersion} ${kind}: no schema`];
      return check(resource) ? [] : [`${kind} ${metadata.name}: ${JSON.stringify(check.errors?.slice(0, 3))}`];
    });
    expect(faults).toEqual([]);
  });

  it('finds a field that is misspelt, and a value of another type', () => {
    const [deployment] = rendered().filter(({ kind }) => kind === 'Deployment');
    const check = deployment === undefined ? undefined : own(deployment);
    expect(check?.({ ...deployment, spec: { ...z.looseObject({}).parse(deployment?.['spec']), replica: 3 } })).toBe(
      false,
    );
    expect(check?.({ ...deployment, spec: { ...z.looseObject({}).parse(deployment?.['spec']), replicas: '3' } })).toBe(
      false,
    );
  });
});

describe('kinds of others', () => {
  it('are checked, each', () => {
    const used = VARIANTS.flatMap(({ options }) => rendered(options)).map(
      ({ apiVersion, kind }) => `${apiVersion} ${kind}`,
    );
    expect([...new Set(used)].filter((each) => OTHERS.has(each))).toEqual(
      expect.arrayContaining([
        'cert-manager.io/v1 Certificate',
        'external-secrets.io/v1 ExternalSecret',
        'gateway.networking.k8s.io/v1 BackendTLSPolicy',
        'gateway.networking.k8s.io/v1 GRPCRoute',
        'gateway.networking.k8s.io/v1 HTTPRoute',
        'keda.sh/v1alpha1 ScaledObject',
        'monitoring.coreos.com/v1 PrometheusRule',
        'monitoring.coreos.com/v1 ServiceMonitor',
      ]),
    );
  });
  it.each([
    ['HTTPRoute', 'hostname', ['x']],
    ['ServiceMonitor', 'endpoint', []],
    ['ServiceMonitor', 'endpoints', [{ port: 'http', intervall: '30s' }]],
    ['ServiceMonitor', 'endpoints', [{ port: 'http', interval: '30 s' }]],
    ['PrometheusRule', 'groups', [{ name: 'g', rules: [{ alert: 'A', expr: 'up', four: '5m' }] }]],
    ['PrometheusRule', 'groups', [{ name: 'g', rules: [{ alert: 'A' }] }]],
  ])('would be refused: %s with %s %j', (kind, field, value) => {
    const [resource] = ofKind(rendered(VARIANTS[1]?.options), kind);
    const check = resource === undefined ? undefined : ofOthers(resource);
    expect(check?.(resource)).toBe(true);
    expect(check?.({ ...resource, spec: { ...z.looseObject({}).parse(resource?.['spec']), [field]: value } })).toBe(
      false,
    );
  });
});
