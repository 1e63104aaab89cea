import { isLoopbackHostname } from '#env';

/** For `Unwise`. Whoever changes what is fetched over plain HTTP signs tokens as they like. */
export function fetchedInClear(url: unknown): string | null {
  if (!URL.canParse(String(url))) return null;
  const { protocol, hostname } = new URL(String(url));
  return protocol === 'http:' && !isLoopbackHostname(hostname)
    ? 'is fetched over plain http, where anybody on the way can change it; use https'
    : null;
}
