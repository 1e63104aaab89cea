import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { envoy, traefik } from './packaged-programs.js';
import { type GatewayRecipe } from './real-gateway.js';

/** Debian's. */
const NGINX_MODULES = '/usr/lib/nginx/modules';

/** nginx with a file of the http block and the modules of these names. */
export function nginx(
  folder: string,
  file: string,
  { below = 'deploy', modules = [] }: { below?: 'deploy' | 'test'; modules?: readonly string[] } = {},
): GatewayRecipe {
  const loaded = modules.map((name) => `load_module ${NGINX_MODULES}/${name}.so;`).join(' ');
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
        `${loaded} daemon off; user ${userInfo().username}; worker_processes 1; pid nginx.pid; error_log stderr; events {} http { access_log off; ${temp} include ${join(at, file)}; }`,
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

export const ENVOY = envoyWith('envoy.yaml');
export const ENVOY_BY_GRPC = envoyWith('envoy-grpc.yaml', 'grpc');

function envoyWith(file: string, asksBy: GatewayRecipe['asksBy'] = 'http'): GatewayRecipe {
  return {
    folder: 'gateways/envoy',
    asksBy,
    command: async () => [
      await envoy(),
      ...['-c', file, '--concurrency', '1', '--use-dynamic-base-id', '--log-level', 'warn'],
    ],
  };
}

export const TRAEFIK: GatewayRecipe = {
  folder: 'gateways/traefik',
  command: async () => [await traefik(), '--configFile=traefik.yml'],
};
