import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type DeployedProcess, ROOT } from './deployed-process.js';
import { type KubernetesTools } from './kubernetes-tools.js';

export const CHART = join(ROOT, 'deploy/helm/keyward');
/** The least that an installation has to say. */
export const LEAST = join(ROOT, 'deploy/helm/example-values.yaml');

const resource = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
});
export type Resource = z.infer<typeof resource>;

const tools: z.ZodType<KubernetesTools> = z.object({
  helm: z.string(),
  kubeScore: z.string(),
  composeLoader: z.string(),
  schemas: z.string(),
  kinds: z.string(),
});

/** What jest's global set-up installed. */
export function kubernetesTools(): KubernetesTools {
  return tools.parse(JSON.parse(process.env['KEYWARD_KUBERNETES_TOOLS'] ?? '{}'));
}

export interface Rendering {
  /** Values files beside the least one. */
  readonly files?: readonly string[];
  /** Values as `--set` takes them. */
  readonly set?: readonly string[];
  readonly setJson?: readonly string[];
  readonly withoutLeast?: boolean;
  /** Default `keyward`. */
  readonly release?: string;
}

/** The arguments by which Helm gets values. */
export function helmValues({ files = [], set = [], setJson = [], withoutLeast = false }: Rendering): readonly string[] {
  return [
    ...(withoutLeast ? files : [LEAST, ...files]).flatMap((file) => ['--values', file]),
    ...set.flatMap((value) => ['--set', value]),
    ...setJson.flatMap((value) => ['--set-json', value]),
  ];
}

const COMMANDS = {
  template: (release: string) => ['template', release, CHART, '--namespace', 'keyward'],
  lint: () => ['lint', '--strict', CHART],
  install: (release: string) => ['install', release, CHART, '--namespace', 'keyward', '--dry-run=client'],
};

export function helm(command: keyof typeof COMMANDS, options: Rendering = {}): { ok: boolean; output: string } {
  const args = [...COMMANDS[command](options.release ?? 'keyward'), ...helmValues(options)];
  const { status, stdout, stderr } = spawnSync(kubernetesTools().helm, args, {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, output: status === 0 ? stdout : `${stdout}${stderr}` };
}

/** What an installation consists of, as text. @throws what Helm says against the values. */
export function renderedText(options: Rendering = {}): string {
  const { ok, output } = helm('template', options);
  if (!ok) throw new Error(output);
  return output;
}

/** The same, read. */
export function rendered(options: Rendering = {}): readonly Resource[] {
  return resourcesIn(renderedText(options));
}

export function resourcesIn(text: string): readonly Resource[] {
  return parseAllDocuments(text)
    .map((document) => z.unknown().parse(document.toJS()))
    .filter((document) => document !== null)
    .map((document) => resource.parse(document));
}

/** What Helm tells whoever has installed it. */
export function notesOf(options: Rendering = {}): string {
  const { ok, output } = helm('install', options);
  if (!ok) throw new Error(output);
  return output.slice(output.indexOf('NOTES:'));
}

export function ofKind(resources: readonly Resource[], kind: string): readonly Resource[] {
  return resources.filter((each) => each.kind === kind);
}

export function componentOf({ metadata }: Resource): string {
  return metadata.labels['app.kubernetes.io/component'] ?? '';
}

const container = z.looseObject({
  name: z.literal('app'),
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  resources: z.looseObject({}),
  securityContext: z.looseObject({}),
});
const podSpec = z.looseObject({ serviceAccountName: z.string(), containers: z.tuple([container]) });
const template = z.object({ spec: podSpec });
const workload = z.union([
  z.object({ jobTemplate: z.object({ spec: z.object({ template }) }) }).transform(({ jobTemplate: { spec } }) => spec),
  z.object({ template }),
]);
export type PodSpec = z.infer<typeof podSpec>;

/** The pods that are started, by the name of the component. */
export function podsOf(resources: readonly Resource[]): readonly { component: string; name: string; spec: PodSpec }[] {
  return resources
    .filter(({ kind }) => ['Deployment', 'Job', 'CronJob', 'Pod'].includes(kind))
    .map((each) => ({
      component: componentOf(each),
      name: each.metadata.name,
      spec: each.kind === 'Pod' ? podSpec.parse(each['spec']) : workload.parse(each['spec']).template.spec,
    }));
}

/** The processes of the image that the pods run. */
export function processesOf(resources: readonly Resource[]): readonly DeployedProcess[] {
  return podsOf(resources).map(
    ({
      component,
      spec: {
        containers: [{ args, env }],
      },
    }) => ({
      name: component,
      entry: args[0] ?? '',
      environment: Object.fromEntries(env.map(({ name, value }) => [name, value])),
    }),
  );
}

const mountedSecrets = z.object({
  volumes: z
    .array(
      z.looseObject({
        secret: z.object({ secretName: z.string() }).optional(),
        projected: z
          .object({
            sources: z.array(
              z.object({ secret: z.object({ name: z.string(), items: z.array(z.object({ key: z.string() })) }) }),
            ),
          })
          .optional(),
      }),
    )
    .default([]),
});

/** The keys that are read of each Secret that pods mount for their variables, by its name. */
export function secretsOf(resources: readonly Resource[]): Readonly<Record<string, readonly string[]>> {
  const keys = podsOf(resources).flatMap(({ spec }) => {
    const files = spec.containers[0].env.flatMap(({ value }) => /^\/run\/keyward\/(.+)$/.exec(value)?.[1] ?? []);
    return mountedSecrets
      .parse(spec)
      .volumes.flatMap(({ secret, projected }) => [
        ...(secret === undefined ? [] : files.map((key) => ({ name: secret.secretName, key }))),
        ...(projected?.sources ?? []).flatMap(({ secret: { name, items } }) => items.map(({ key }) => ({ name, key }))),
      ]);
  });
  return Object.fromEntries(
    [...new Set(keys.map(({ name }) => name))].map((secret) => [
      secret,
      [...new Set(keys.filter(({ name }) => name === secret).map(({ key }) => key))].sort(),
    ]),
  );
}
