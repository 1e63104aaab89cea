import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections: such a connection could take the port before the process
 * does.
 */
const FIRST = 15_000;
const LAST = 30_000;

/** Workers of jest and of Playwright, which do not know what another has given, take from different ports. */
const SHARES = 8;
const SHARE = Number(process.env['JEST_WORKER_ID'] ?? process.env['TEST_PARALLEL_INDEX'] ?? 0) % SHARES;

/** What listens there may not do so yet. */
const given = new Set<number>();

/** A port of the loopback address that nothing listens on now, and that was not given to anybody before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST + 1);
    if (port % SHARES !== SHARE || given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false; // under jest it is no Error of this realm
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
