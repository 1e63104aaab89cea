import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import { keywardVersion } from '../version.js';
import { CertificateExpiry } from './certificate-expiry.js';

/** Gauges that are named as counters are; what they hold is the sum of the gauges without `_total`. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** What every process shows of itself: memory, CPU, the event loop, its clock, its certificates, and which build it is. */
export function addProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  new Gauge({
    name: 'keyward_build_info',
    help: 'Always 1; which version of Keyward this is.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: keywardVersion() }, 1);
  CertificateExpiry.of(registry);
  new Gauge({
    name: 'keyward_clock_seconds',
    help: 'What time it is by the wall clock of this process, since 1970.',
    registers: [registry],
    collect() {
      this.set(Date.now() / 1000);
    },
  });
}
