import { isIPv4 } from 'node:net';

/** Whether only this machine itself reaches a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** However it is written. */
export function isProduction(nodeEnv: unknown): boolean {
  return typeof nodeEnv === 'string' && nodeEnv.trim().toLowerCase() === 'production';
}
