import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { installed } from '../engines/installation.js';
import { go, moduleFiles } from './go-programs.js';

/** The oldest Kubernetes that Chart.yaml allows, and the newest that was tried. */
export const VERSIONS = ['1.30.14', '1.37.2'] as const;
export type Version = (typeof VERSIONS)[number];

const ETCD = 'go.etcd.io/etcd/server/v3@v3.6.16';
/** Half the time to compile, and nobody waits for these servers. */
const QUICKLY = '-gcflags=all=-N -l';
const SMALL = '-s -w';
const run = promisify(execFile);

/** Where each program is, once all are installed. */
export interface ClusterTools {
  readonly etcd: string;
  readonly apiServers: Readonly<Record<string, string>>;
}

export async function installClusterTools(): Promise<ClusterTools> {
  const apiServers: Record<string, string> = {};
  for (const version of VERSIONS) apiServers[version] = await apiServer(version);
  return { etcd: await etcd(), apiServers };
}

async function etcd(): Promise<string> {
  const folder = await installed('etcd', ETCD, async (into) => {
    const module = join(into, 'module');
    await mkdir(module);
    await go(module, 'mod', 'init', 'etcd');
    await go(module, 'get', '-tool', ETCD);
    await go(module, 'build', QUICKLY, `-ldflags=${SMALL}`, '-o', join(into, 'etcd'), ETCD.replace(/@.*/, ''));
    await rm(module, { recursive: true });
  });
  return join(folder, 'etcd');
}

async function apiServer(version: Version): Promise<string> {
  const folder = await installed('kube-apiserver', version, async (into) => {
    const module = join(into, 'module');
    await mkdir(module);
    await writeFile(join(module, 'go.mod'), await requirementsOf(version));
    // charts say which versions they are for
    const named = `${SMALL} -X k8s.io/component-base/version.gitVersion=v${version}`;
    const [output, program] = [join(into, 'kube-apiserver'), 'k8s.io/kubernetes/cmd/kube-apiserver'];
    await go(module, 'build', '-mod=mod', QUICKLY, `-ldflags=${named}`, '-o', output, program);
    await rm(module, { recursive: true });
  });
  return join(folder, 'kube-apiserver');
}

const published = z.object({
  Go: z.string(),
  Require: z.array(z.object({ Path: z.string(), Version: z.string() })),
  Replace: z.array(z.object({ Old: z.object({ Path: z.string() }), New: z.object({ Path: z.string() }) })),
});

/** A go.mod in which the parts of Kubernetes, folders of its repository to its own go.mod, are modules. */
async function requirementsOf(version: Version): Promise<string> {
  const { GoMod } = await moduleFiles(`k8s.io/kubernetes@v${version}`);
  const { stdout } = await run('go', ['mod', 'edit', '-json', GoMod]);
  const { Go, Require, Replace } = published.parse(JSON.parse(stdout));
  const parts = Replace.filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => Old.Path);
  return [
    'module apiserver',
    `go ${Go}`,
    `require k8s.io/kubernetes v${version}`,
    ...Require.map(({ Path, Version }) => `require ${Path} ${Version}`),
    ...parts.map((part) => `replace ${part} => ${part} v${version.replace(/^1/, '0')}`),
    '',
  ].join('\n');
}
