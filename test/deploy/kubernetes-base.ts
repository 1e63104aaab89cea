import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type DeployedProcess, ROOT } from './deployed-process.js';

const BASE = join(ROOT, 'deploy/k8s');
const KUSTOMIZATION = z.object({
  resources: z.array(z.string()),
  configMapGenerator: z.array(z.object({ name: z.string(), literals: z.array(z.string()) })),
});
const CONTAINER = z.object({
  image: z.literal('keyward'),
  args: z.array(z.string()),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })),
  env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});
const WORKLOAD = z.object({
  kind: z.enum(['Deployment', 'Job']),
  metadata: z.object({ name: z.string() }),
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.tuple([CONTAINER]) }) }) }),
});

/** The processes that `kubectl apply -k deploy/k8s` starts. */
export function kubernetesProcesses(): readonly DeployedProcess[] {
  const { resources, configMapGenerator } = KUSTOMIZATION.parse(parse(read('kustomization.yaml')));
  const configMaps = new Map(configMapGenerator.map(({ name, literals }) => [name, literals.map(nameAndValue)]));
  return resources
    .flatMap((file) => parseAllDocuments(read(file)).map((document) => z.unknown().parse(document.toJS())))
    .filter((resource) => z.object({ kind: z.enum(['Deployment', 'Job']) }).safeParse(resource).success)
    .map((resource) => {
      const {
        metadata,
        spec: {
          template: {
            spec: {
              containers: [{ args, envFrom, env }],
            },
          },
        },
      } = WORKLOAD.parse(resource);
      const shared = envFrom.flatMap(({ configMapRef: { name } }) => configMaps.get(name) ?? missing(name));
      return {
        name: metadata.name,
        entry: args[0] ?? '',
        environment: Object.fromEntries([...shared, ...env.map(({ name, value }) => [name, value] as const)]),
      };
    });
}

function read(file: string): string {
  return readFileSync(join(BASE, file), 'utf8');
}

function nameAndValue(literal: string): [string, string] {
  const [name = ''] = literal.split('=');
  return [name, literal.slice(name.length + 1)];
}

function missing(configMap: string): never {
  throw new Error(`no ConfigMap ${configMap} is generated`);
}
