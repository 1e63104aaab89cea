import { type MetricsRegistry } from '#service-kit';
import { Gauge } from 'prom-client';
import { type ParkedKeys } from './parked-keys.js';

/** Shows how many keys each of `groups` has parked now. */
export function watchParkedKeys(registry: MetricsRegistry, parkedKeys: Pick<ParkedKeys, 'parkedNow'>, groups: readonly string[]): void {
  new Gauge({
    name: 'keyward_parked_keys', help: 'Owners whose events a group skips, since one of them cannot be read or is missing.', labelNames: ['group'], registers: [registry],
    async collect() {
      for (const group of groups) this.set({ group }, (await parkedKeys.parkedNow(group)).length);
    },
  });
}
