// Which gateways this machine can run, found out cheaply. Plain JavaScript: jest's configuration asks, too.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** Where systems put servers that not every user has on the path. */
const BESIDES_PATH = ['/usr/sbin', '/usr/local/sbin'];
/** Envoy comes as a Python package. */
const NEEDED = ['nginx', 'caddy', 'haproxy', 'python3'];

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
  return NEEDED.filter((name) => programAt(name) === undefined);
}
