import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePorts } from '../engines/engine-proxies.js';
import { type Engine } from '../engines/engine.js';
import { LocalEngine } from '../engines/local-engine.js';
import { Authority, certificateFiles } from '../kit/certificates.js';
import { eventually } from '../kit/eventually.js';
import { type ClusterTools, type Version } from './cluster-tools.js';
import { type Resource } from './helm-chart.js';

const TOKEN = randomUUID();
const START_MS = 120_000;
const tools: z.ZodType<ClusterTools> = z.object({ etcd: z.string(), apiServers: z.record(z.string(), z.string()) });
const status = z.object({ message: z.string() });
const listed = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
const discovered = z.object({ resources: z.array(z.object({ name: z.string(), kind: z.string() })) });

/** What the server says to a change. */
export interface ApiAnswer {
  readonly status: number;
  /** Of a refusal. */
  readonly message: string;
  readonly warnings: readonly string[];
}

/** The API server of a Kubernetes with its etcd, and nothing else of a cluster: what is asked for is stored, and nobody acts on it. */
export class ApiServer {
  private readonly plurals = new Map<string, string>();

  private constructor(
    private readonly engines: readonly Engine[],
    private readonly base: string,
    private readonly ca: string,
    private readonly agent: Agent,
  ) {}

  static async start(version: Version): Promise<ApiServer> {
    const { etcd, apiServers } = tools.parse(JSON.parse(process.env['KEYWARD_CLUSTER_TOOLS'] ?? '{}'));
    const [clients = 0, peers = 0, port = 0] = await freePorts(3);
    const store = await LocalEngine.start(etcdCommand(etcd, clients, peers), clients);
    const authority = await Authority.create();
    const files = certificateFiles(await authority.issue('kube-apiserver'));
    const command = apiServerCommand(apiServers[version] ?? '', files, port, clients);
    const server = await LocalEngine.start(command, port).catch(async (error: unknown) => {
      await store.stop();
      throw error;
    });
    const ca = authority.ca;
    const started = new ApiServer([server, store], `https://127.0.0.1:${String(port)}`, ca, new Agent({ ca }));
    try {
      await started.ready();
    } catch (error) {
      const log = readFileSync(command.log, 'utf8').slice(-4000);
      await started.stop();
      throw new Error(`the API server is not ready:\n${log}`, { cause: error });
    }
    return started;
  }

  /** A file by which Helm finds and is let in. */
  get kubeconfig(): string {
    const file = join(mkdtempSync(join(tmpdir(), 'keyward-kubeconfig-')), 'config');
    const cluster = { server: this.base, 'certificate-authority-data': Buffer.from(this.ca).toString('base64') };
    writeFileSync(
      file,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'tests', cluster }],
        users: [{ name: 'tests', user: { token: TOKEN } }],
        contexts: [{ name: 'tests', context: { cluster: 'tests', user: 'tests' } }],
        'current-context': 'tests',
      }),
    );
    return file;
  }

  /** Server-side apply; a field that is not known is refused, not dropped. */
  async apply(resource: Resource, namespace?: string): Promise<ApiAnswer> {
    const path = await this.pathOf(resource, namespace);
    return this.ask('PATCH', `${path}/${resource.metadata.name}?fieldManager=tests&fieldValidation=Strict`, resource);
  }

  async create(resource: Resource, namespace?: string): Promise<ApiAnswer> {
    return this.ask('POST', `${await this.pathOf(resource, namespace)}?fieldValidation=Strict`, resource);
  }

  /** Of all things of a kind in a namespace. */
  async names(apiVersion: string, kind: string, namespace: string): Promise<readonly string[]> {
    const { body } = await this.exchange('GET', await this.pathOf({ apiVersion, kind }, namespace));
    return listed.parse(body).items.map(({ metadata: { name } }) => name);
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    for (const engine of this.engines) await engine.stop();
  }

  /** Until the server knows the kind: some time after its definition was taken. */
  private async pathOf(
    { apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>,
    namespace?: string,
  ): Promise<string> {
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const key = `${apiVersion} ${kind}`;
    const plural =
      this.plurals.get(key) ??
      (await eventually(async () => {
        const { resources } = discovered.parse((await this.exchange('GET', group)).body);
        const found = resources.find((each) => each.kind === kind && !each.name.includes('/'));
        if (found === undefined) throw new Error(`the server does not know ${key}`);
        return found.name;
      }));
    this.plurals.set(key, plural);
    return `${group}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}`;
  }

  private ready(): Promise<void> {
    return eventually(
      async () => {
        const { status: code } = await this.exchange('GET', '/readyz');
        if (code !== 200) throw new Error(`/readyz: ${String(code)}`);
      },
      { timeout: START_MS, every: 200 },
    );
  }

  private async ask(method: string, path: string, resource: Resource): Promise<ApiAnswer> {
    const answer = await this.exchange(method, path, resource);
    const failed = answer.status >= 400;
    return { ...answer, message: failed ? status.parse(answer.body).message : '' };
  }

  private async exchange(method: string, path: string, body?: Resource) {
    const type = method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json';
    const outgoing = request(`${this.base}${path}`, {
      method,
      agent: this.agent,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type, accept: 'application/json' },
    });
    const answered = once(outgoing, 'response');
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = z.tuple([z.custom<IncomingMessage>()]).parse(await answered);
    const content = await text(response);
    const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
    return {
      status: response.statusCode ?? 0,
      warnings: [response.headers['warning'] ?? []].flat(),
      body: isJson ? z.unknown().parse(JSON.parse(content)) : undefined,
    };
  }
}

function etcdCommand(program: string, clients: number, peers: number) {
  const cwd = mkdtempSync(join(tmpdir(), 'keyward-etcd-'));
  const url = (port: number) => `http://127.0.0.1:${String(port)}`;
  return {
    program,
    cwd,
    log: join(cwd, 'log'),
    args: [
      `--data-dir=${join(cwd, 'data')}`,
      '--unsafe-no-fsync',
      ...[`--listen-client-urls=${url(clients)}`, `--advertise-client-urls=${url(clients)}`],
      ...[`--listen-peer-urls=${url(peers)}`, `--initial-advertise-peer-urls=${url(peers)}`],
      `--initial-cluster=default=${url(peers)}`,
    ],
  };
}

function apiServerCommand(
  program: string,
  { TLS_CERT_FILE, TLS_KEY_FILE }: { TLS_CERT_FILE: string; TLS_KEY_FILE: string },
  port: number,
  etcd: number,
) {
  const cwd = mkdtempSync(join(tmpdir(), 'keyward-apiserver-'));
  const tokens = join(cwd, 'tokens.csv');
  writeFileSync(tokens, `${TOKEN},tests,tests,system:masters\n`);
  return {
    program,
    cwd,
    log: join(cwd, 'log'),
    args: [
      `--etcd-servers=http://127.0.0.1:${String(etcd)}`,
      ...['--bind-address=127.0.0.1', `--secure-port=${String(port)}`],
      ...[`--tls-cert-file=${TLS_CERT_FILE}`, `--tls-private-key-file=${TLS_KEY_FILE}`],
      ...['--authorization-mode=RBAC', `--token-auth-file=${tokens}`],
      ...[`--service-account-key-file=${TLS_CERT_FILE}`, `--service-account-signing-key-file=${TLS_KEY_FILE}`],
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.96.0.0/16',
      // nobody is to find it by a Service
      '--endpoint-reconciler-type=none',
    ],
  };
}
