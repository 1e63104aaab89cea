import { isLoopbackHostname } from '#env';

/** For `Unwise`. Who can change what is fetched over plain HTTP can sign tokens. */
export function fetchedInClear(url: unknown): string | null {
  if (!URL.canParse(String(url))) return null;
  const { protocol, hostname } = new URL(String(url));
  return protocol === 'http:' && !isLoopbackHostname(hostname)
    ? 'is fetched over plain http, where anybody on the way can change it; use https'
    : null;
}
