import { lookup as lookupSystem } from 'node:dns/promises';

/** Every address of a host, the family that is to be used first. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Where one process answers. */
export interface ProcessAddress {
  readonly url: string;
  /** Where a name stands for several processes: the address of this one. */
  readonly ip?: string;
}

const systemLookup: Lookup = (host) => lookupSystem(host, { all: true });

/**
 * Every process that answers at `url`: a name may stand for several, as that of a headless Service does. What cannot be
 * looked up is left as it is, for whoever asks it to report.
 */
export async function processesBehind(url: string, lookup: Lookup = systemLookup): Promise<readonly ProcessAddress[]> {
  const addresses = await lookup(new URL(url).hostname).catch(() => []);
  // a process may have an address of each family, as localhost has
  const processes = addresses.filter(({ family }) => family === addresses[0]?.family);
  return processes.length > 1 ? processes.map(({ address }) => ({ url, ip: address })) : [{ url }];
}
