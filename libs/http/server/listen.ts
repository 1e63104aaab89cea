import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type HttpEnv } from '../http-env.js';
import { StartRefused } from '#env';

/**
 * @param sharesPort whether threads of this process listen there, too.
 * @throws StartRefused that names the variable to change.
 */
export async function listen(
  app: NestFastifyApplication,
  { PORT, HOST }: Pick<HttpEnv, 'PORT' | 'HOST'>,
  sharesPort = false,
): Promise<string> {
  const shared = { port: PORT, host: HOST, reusePort: true };
  try {
    if (sharesPort) await requireFree(PORT, HOST);
    await (sharesPort ? app.listen(shared) : app.listen(PORT, HOST));
  } catch (error) {
    throw listenRefusal(error, { variable: 'PORT', port: PORT, host: HOST }) ?? error;
  }
  return app.getUrl();
}

/** The system would let two processes of one user share a port, and so answer for each other. */
async function requireFree(port: number, host: string): Promise<void> {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/**
 * What keeps a server from listening on `host` and the `port` that `variable` names, when that can be put right; else
 * undefined.
 */
export function listenRefusal(
  error: unknown,
  { variable, port, host }: { readonly variable: string; readonly port: number; readonly host: string },
): StartRefused | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartRefused(
        `${variable}: ${String(port)} on ${host} is in use by another process. Stop that one, or choose another port, for example ${variable}=${String(port + 1)}.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartRefused(
        `${variable}: this user may not listen on ${String(port)}. Choose a port above 1023, for example ${variable}=${String(port + 3000)}.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartRefused(`HOST: ${host} is not an address of this machine. Use for example HOST=127.0.0.1.`, {
        cause: error,
      });
    default:
      return undefined;
  }
}
