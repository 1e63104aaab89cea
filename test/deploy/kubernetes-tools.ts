import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed, runTool } from '../engines/installation.js';
import { go, goTool, moduleFiles } from './go-programs.js';

const HELM = 'helm.sh/helm/v4/cmd/helm@v4.3.1';
const KUBE_SCORE = 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0';
/** The schemas of Kubernetes' own kinds, by version. */
const SCHEMAS =
  'kubernetes-validate==1.37.0 --hash=sha256:85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9';
/** Modules that hold the kinds of others as files. */
const KINDS = [
  { module: 'sigs.k8s.io/gateway-api@v1.6.3', folder: 'config/crd/standard' },
  { module: 'github.com/cert-manager/cert-manager@v1.21.2', folder: 'deploy/crds' },
  { module: 'github.com/kedacore/keda/v2@v2.21.0', folder: 'config/crd/bases' },
  { module: 'github.com/external-secrets/external-secrets@v0.16.2', folder: 'config/crds/bases' },
];
/**
 * The module with the files of Prometheus' operator is not to be had: they are made of its types, as its makers do, and
 * without descriptions.
 */
const PROMETHEUS_TYPES = 'github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring';
const PROMETHEUS_KINDS = {
  generator: 'sigs.k8s.io/controller-tools/cmd/controller-gen@v0.23.0',
  types: `${PROMETHEUS_TYPES}@v0.95.2`,
  options: ['crd:maxDescLen=0', `paths=${PROMETHEUS_TYPES}/v1`],
};
const COMPOSE_LOADER = join(import.meta.dirname, 'compose-loader');
/** Where each is, once all are installed. */
export interface KubernetesTools {
  readonly helm: string;
  readonly kubeScore: string;
  readonly composeLoader: string;
  /** Folder with a folder for each version of Kubernetes. */
  readonly schemas: string;
  /** Folder of CustomResourceDefinitions. */
  readonly kinds: string;
}

export async function installKubernetesTools(): Promise<KubernetesTools> {
  return {
    helm: works('helm', ['version', '--short']) ? 'helm' : await goTool(HELM),
    kubeScore: await goTool(KUBE_SCORE),
    schemas: await installed('kubernetes-schemas', SCHEMAS, schemas),
    kinds: await installed('kubernetes-kinds', JSON.stringify([KINDS, PROMETHEUS_KINDS]), kinds),
    composeLoader: await composeLoader(),
  };
}

async function schemas(folder: string): Promise<void> {
  const wheel = join(folder, 'wheel');
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${SCHEMAS}\n`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', '--no-deps'];
  await runTool('python3', [...pip, '--require-hashes', '--requirement', requirements, '--target', wheel]);
  await cp(join(wheel, 'kubernetes_validate/kubernetes-json-schema'), folder, { recursive: true });
}

async function kinds(folder: string): Promise<void> {
  for (const { module, folder: within } of KINDS)
    await cp(join((await moduleFiles(module)).Dir, within), folder, { recursive: true });
  await kindsOfPrometheus(folder);
}

async function kindsOfPrometheus(into: string): Promise<void> {
  const { generator, types, options } = PROMETHEUS_KINDS;
  const module = join(into, 'module');
  await mkdir(module);
  await go(module, 'mod', 'init', 'kinds');
  await go(module, 'get', '-tool', generator);
  await go(module, 'get', types);
  await go(module, 'tool', 'controller-gen', ...options, `output:crd:dir=${into}`);
}

async function composeLoader(): Promise<string> {
  const recipe = ['main.go', 'go.mod', 'go.sum'].map((file) => readFileSync(join(COMPOSE_LOADER, file), 'utf8'));
  const folder = await installed('compose-loader', recipe.join(''), (into) =>
    go(COMPOSE_LOADER, 'build', '-ldflags=-s -w', '-o', join(into, 'compose-loader'), '.'),
  );
  return join(folder, 'compose-loader');
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { timeout: 30_000 }).status === 0;
}
