import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { JWT_SECRET } from './product.js';

const SERVER = join(import.meta.dirname, '../../../examples/embedding/server.mjs');

export const hostOrigin = (port: number) => `http://localhost:${String(port)}`;

/** The example of a host product, with the page of `keyward` in a frame. */
export async function startHost(port: number, keyward: string): Promise<{ readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [SERVER], {
    env: { PATH: process.env['PATH'], PORT: String(port), KEYWARD_URL: keyward, JWT_SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')])) as [unknown];
  if (!String(said).includes(hostOrigin(port))) throw new Error(`the host product did not start: ${String(said)}`);
  return {
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}
