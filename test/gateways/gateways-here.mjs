// Which gateways this machine can run, found out cheaply. Plain JavaScript: jest's configuration asks, too.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** Where systems put servers that not every user has on the path. */
const BESIDES_PATH = ['/usr/sbin', '/usr/local/sbin'];
/** Envoy and Traefik come as Python packages. */
const NEEDED = ['nginx', 'caddy', 'haproxy', 'python3'];
/** The module of nginx that the controller of ingress-nginx sets headers with, where Debian has it. */
const HEADERS_MORE = '/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so';
/** What jest needs for all of them, on Debian. */
export const PACKAGES = 'nginx libnginx-mod-http-headers-more-filter caddy haproxy python3-venv';

/** The whole path of an installed program, else undefined. */
export function programAt(name) {
  return [...(process.env.PATH ?? '').split(delimiter), ...BESIDES_PATH]
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export function missingForGateways() {
  return [
    ...NEEDED.filter((name) => programAt(name) === undefined),
    ...(existsSync(HEADERS_MORE) ? [] : [HEADERS_MORE]),
  ];
}
