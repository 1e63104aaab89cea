import { lookup as lookupSystem } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Who is looked up. */
export interface Service {
  /** What makes it one of its own: the host, or host and port. */
  readonly name: string;
  readonly host: string;
}

/** Somewhere a service answers. */
export interface Address extends Service {
  readonly ip: string;
}

/** Every IP address of a host. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** How long what was looked up is taken for true, and how long at least. */
const FRESH_MS = 30_000;
const LEAST_FRESH_MS = 1000;

const systemLookup: Lookup = async (host) => (await lookupSystem(host, { all: true })).map(({ address }) => address);

/**
 * All addresses of some hosts. They are looked up again every 30 s, and earlier once one does not answer, while questions
 * go on with those that are known; what was found stays when the names cannot be looked up any more.
 */
export class Addresses {
  private readonly known = new Map<Service, readonly string[]>();
  private found: readonly Address[] = [];
  private lookedUpAt = -Infinity;
  private isSuspect = false;
  private pending: Promise<void> | undefined;

  constructor(
    private readonly services: readonly Service[],
    private readonly lookup: Lookup = systemLookup,
  ) {}

  /**
   * The same array until something else is found. Waits only while nothing is known; empty when then
   * nothing can be found.
   */
  async all(): Promise<readonly Address[]> {
    const age = performance.now() - this.lookedUpAt;
    if (age > FRESH_MS || (this.isSuspect && age > LEAST_FRESH_MS)) this.pending ??= this.refresh();
    if (this.found.length === 0) await this.pending;
    return this.found;
  }

  /** One of them did not answer. */
  suspect(): void {
    this.isSuspect = true;
  }

  private async refresh(): Promise<void> {
    this.lookedUpAt = performance.now();
    this.isSuspect = false;
    const results = await Promise.allSettled(this.services.map((service) => this.refreshOne(service)));
    this.pending = undefined;
    const [failure] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    if (failure !== undefined) this.isSuspect = true;
    const found = this.services.flatMap((service) =>
      (this.known.get(service) ?? []).map((ip): Address => ({ ...service, ip })),
    );
    if (JSON.stringify(found) !== JSON.stringify(this.found)) this.found = found;
    if (found.length === 0) this.lookedUpAt = -Infinity; // the next question looks again
  }

  private async refreshOne(service: Service): Promise<void> {
    const ips = isIP(service.host) === 0 ? await this.lookup(service.host) : [service.host];
    if (ips.length > 0) this.known.set(service, [...new Set(ips)].sort());
  }
}
