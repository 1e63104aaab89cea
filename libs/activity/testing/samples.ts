import { type KeyUsage } from '#contracts';
import { type OwnerKeys } from '../domain/owner-keys.js';

export const HOUR = '2026-01-05T09:00:00.000Z';

type Count = KeyUsage['counts'][number];
type Latest = KeyUsage['latest'][number];

export function usage(fields: Partial<KeyUsage> = {}): KeyUsage {
  return { keyId: 'k1', counter: 'counter-1', sequence: 1, hour: HOUR, counts: [count()], latest: [], ...fields };
}

export function count(fields: Partial<Count> = {}): Count {
  return { minute: 0, credentialId: 'c1', route: '/api/reports/{id}', accepted: 1, denied: 0, ...fields };
}

export function latest(at: string, path: string | null = '/api/reports/7', credentialId = 'c1'): Latest {
  return { credentialId, at: new Date(at).toISOString(), endpoint: path === null ? null : { method: 'GET', path } };
}

export function owner(fields: Partial<OwnerKeys> = {}): OwnerKeys {
  const credentials = [
    { credentialId: 'c2', hint: 'claribi_sk_live_c2', graceEndsAt: null },
    { credentialId: 'c1', hint: 'claribi_sk_live_c1', graceEndsAt: '2026-01-02T00:00:00.000Z' },
  ];
  return {
    ownerId: 'acme/ann',
    version: 2,
    active: true,
    keys: [{ keyId: 'k1', createdAt: '2026-01-01T00:00:00.000Z', revokedAt: null, credentials }],
    ...fields,
  };
}

export function ms(time: string): number {
  return Date.parse(time);
}
