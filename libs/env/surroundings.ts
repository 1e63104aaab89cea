import { isIPv4 } from 'node:net';

/** Whether only this machine itself reaches a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** The same of a host as URLs and Host headers write it: there an IPv6 address has brackets. */
export function isLoopbackHostname(hostname: string): boolean {
  return isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'));
}

/** However it is written. */
export function isProduction(nodeEnv: unknown): boolean {
  return typeof nodeEnv === 'string' && nodeEnv.trim().toLowerCase() === 'production';
}
