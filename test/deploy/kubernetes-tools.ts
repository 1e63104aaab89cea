import { execFile, spawnSync } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { installed, runTool } from '../engines/installation.js';

const run = promisify(execFile);

const HELM = 'helm.sh/helm/v4/cmd/helm@v4.3.1';
const KUBE_SCORE = 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0';
/** The schemas of Kubernetes' own kinds, by version. */
const SCHEMAS =
  'kubernetes-validate==1.37.0 --hash=sha256:85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9';
/** Modules that hold the kinds of others as files. Prometheus' module with them is not to be had. */
const KINDS = [
  { module: 'sigs.k8s.io/gateway-api@v1.6.3', folder: 'config/crd/standard' },
  { module: 'github.com/cert-manager/cert-manager@v1.21.2', folder: 'deploy/crds' },
  { module: 'github.com/kedacore/keda/v2@v2.21.0', folder: 'config/crd/bases' },
  { module: 'github.com/external-secrets/external-secrets@v0.16.2', folder: 'config/crds/bases' },
];
/** Where each is, once all are installed. */
export interface KubernetesTools {
  readonly helm: string;
  readonly kubeScore: string;
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
    kinds: await installed('kubernetes-kinds', JSON.stringify(KINDS), kinds),
  };
}

/** The program of a Go module, built once. */
async function goTool(program: string): Promise<string> {
  const name = /([^/]+)@/.exec(program)?.[1] ?? program;
  const folder = await installed(name, program, async (into) => {
    requireGo();
    await runTool('env', [`GOBIN=${into}`, 'go', 'install', '-ldflags=-s -w', program]);
  });
  return join(folder, name);
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
    await cp(join(await moduleFolder(module), within), folder, { recursive: true });
}

async function moduleFolder(module: string): Promise<string> {
  requireGo();
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd: '/' });
  return z.object({ Dir: z.string() }).parse(JSON.parse(stdout)).Dir;
}

function requireGo(): void {
  if (!works('go', ['version']))
    throw new Error('What the chart is checked with is built from Go modules. Install Go ≥ 1.26.');
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { timeout: 30_000 }).status === 0;
}
