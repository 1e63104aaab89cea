import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GuardedProcess } from '../engines/guarded-process.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { freePort } from '../profiles/free-port.js';

/** Where systems put servers that not every user has on the path. */
const SERVERS = '/usr/sbin:/usr/local/sbin';
export const DEPLOY = resolve(import.meta.dirname, '../../deploy');

/** Where a configuration says that everything is, and what a reader is to put in. */
export interface Places {
  readonly listen: number;
  readonly keyward: number;
  readonly upstream: number;
  readonly token: string;
}

export interface GatewayRecipe {
  /** By which of Keyward's ports it asks. Default: http. */
  readonly asksBy?: 'http' | 'grpc' | undefined;
  /** The folder below deploy/, or below test/ where that is given; all its files are rendered. */
  readonly folder: string;
  readonly below?: 'deploy' | 'test';
  /**
   * The command that serves in the foreground, from the folder of the rendered files; before it, variables as
   * `NAME=value`.
   */
  readonly command: (folder: string, places: Places) => readonly string[] | Promise<readonly string[]>;
  /** Whatever else the program wants to find there. */
  readonly prepare?: (folder: string) => void;
}

/**
 * A gateway in a process of its own, with a shipped configuration in which the addresses and the token were replaced
 * and nothing else.
 */
export class RealGateway {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly server: GuardedProcess,
  ) {}

  static async start(recipe: GatewayRecipe, places: Omit<Places, 'listen'>): Promise<RealGateway> {
    const port = await freePort();
    const all = { ...places, listen: port };
    const folder = mkdtempSync(join(tmpdir(), 'keyward-gateway-'));
    const source = recipe.below === 'test' ? resolve(DEPLOY, '../test', recipe.folder) : join(DEPLOY, recipe.folder);
    for (const name of readdirSync(source))
      writeFileSync(join(folder, name), rendered(readFileSync(join(source, name), 'utf8'), all));
    recipe.prepare?.(folder);
    const args = [
      `PATH=${process.env['PATH'] ?? ''}:${SERVERS}`,
      `HOME=${folder}`,
      ...(await recipe.command(folder, all)),
    ];
    const command = { program: 'env', args, cwd: folder, log: join(folder, 'gateway.log') };
    const gateway = new RealGateway(port, folder, await GuardedProcess.start(command, port));
    await gateway.routing();
    return gateway;
  }

  /** Some listen before they know their routes. */
  private async routing(): Promise<void> {
    try {
      await eventually(async () => {
        const { status } = await exchange(this.address, { path: '/api/' });
        if (status === 404) throw new Error('the gateway knows no route');
      });
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  async stop(): Promise<void> {
    await this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function rendered(text: string, { listen, keyward, upstream, token }: Places): string {
  const local = (port: number): string => `127.0.0.1:${String(port)}`;
  const inYaml = (port: number): string => `address: 127.0.0.1, port_value: ${String(port)}`;
  const replacements = [
    ['keyward:3000', local(keyward)],
    ['address: keyward, port_value: 3000', inYaml(keyward)],
    ['address: keyward, port_value: 3200', inYaml(keyward)],
    ['upstream:9000', local(upstream)],
    ['address: upstream, port_value: 9000', inYaml(upstream)],
    ['listen 8080', `listen ${local(listen)}`],
    ['http://:8080', `http://:${String(listen)}`],
    ['bind :8080', `bind ${local(listen)}`],
    ["address: ':8080'", `address: ${local(listen)}`],
    ['/etc/traefik/', ''],
    ['address: 0.0.0.0, port_value: 8080', inYaml(listen)],
    ['the value of GATEWAY_TOKEN', token],
  ] as const;
  return replacements.reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
}
