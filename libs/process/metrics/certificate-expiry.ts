import { X509Certificate } from 'node:crypto';
import { Gauge, type Registry } from 'prom-client';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const gauges = new WeakMap<Registry, CertificateExpiry>();

/** Shows when certificates that this process uses are over. */
export class CertificateExpiry {
  private readonly shown = new Map<string, () => string | undefined>();

  private constructor(registry: Registry) {
    const { shown } = this;
    new Gauge({
      name: 'keyward_certificate_expires_timestamp_seconds',
      help: 'When the first certificate ends of those that a variable names, since 1970.',
      labelNames: ['variable'],
      registers: [registry],
      aggregator: 'min',
      collect() {
        this.reset();
        for (const [variable, pem] of shown) {
          const expiry = firstExpiryOf(pem());
          if (expiry !== undefined) this.set({ variable }, expiry);
        }
      },
    });
  }

  /** The one of `registry`. */
  static of(registry: Registry): CertificateExpiry {
    const known = gauges.get(registry) ?? new CertificateExpiry(registry);
    gauges.set(registry, known);
    return known;
  }

  /** @param pem asked each time: the certificates that are in use then. */
  show(variable: string, pem: () => string | undefined): void {
    this.shown.set(variable, pem);
  }
}

function firstExpiryOf(pem = ''): number | undefined {
  const expiries = [...pem.matchAll(PEM)].map(([one]) => new X509Certificate(one).validToDate.getTime() / 1000);
  return expiries.length === 0 ? undefined : Math.min(...expiries);
}
