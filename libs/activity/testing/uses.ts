import { type VerdictSeen } from '#contracts';

const ROUTES = ['/api/data-sources', '/api/reports/{id}', '/api/dashboards/{id}', null] as const;

/** One accepted request. */
export function use(fields: Partial<Omit<VerdictSeen, 'at'>> & { readonly at?: string | number } = {}): VerdictSeen {
  const { at = '2026-01-05T09:00:00Z', ...rest } = fields;
  return {
    keyId: 'k1',
    credentialId: 'c1',
    accepted: true,
    endpoint: { method: 'GET', path: '/api/reports/7', route: '/api/reports/{id}' },
    ...rest,
    at: new Date(at).getTime(),
  };
}

const KEYS = Array.from({ length: 20 }, (_, key) => ({
  keyId: `k${String(key)}`,
  credentialIds: [`k${String(key)}-c0`, `k${String(key)}-c1`],
}));

/**
 * Request number `n` of a lively organisation: 20 keys with 2 credentials each, 4 routes, every fifth request is
 * denied; spread over `spreadMs`.
 */
export function nthUse(n: number, startAt: number, spreadMs: number): VerdictSeen {
  const { keyId = '', credentialIds = [] } = KEYS[n % KEYS.length] ?? {};
  const route = ROUTES[(n >> 2) % ROUTES.length] ?? null;
  return {
    keyId,
    credentialId: credentialIds[(n >> 5) % 2] ?? '',
    accepted: n % 5 !== 0,
    endpoint: route === null ? null : { method: 'GET', path: route, route },
    at: startAt + ((n * 7919) % spreadMs),
  };
}
