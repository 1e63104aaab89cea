import { type MetricsRegistry, SampledGauge } from '#process';
import { type ParkedKeys } from './parked-keys.js';

/** Shows how many keys each of `groups` has parked now. */
export function watchParkedKeys(
  registry: MetricsRegistry,
  parkedKeys: Pick<ParkedKeys, 'parkedNow'>,
  groups: readonly string[],
): void {
  const gauge = new SampledGauge(registry, {
    name: 'keyward_parked_keys',
    help: 'Owners whose events a group skips, since one of them cannot be read or is missing.',
    labelNames: ['group'],
  });
  for (const group of groups) gauge.show({ group }, async () => (await parkedKeys.parkedNow(group)).length);
}
