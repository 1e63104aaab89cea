import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exchange } from '../kit/http.js';
import { ProtectedService } from './protected-service.js';
import { RealGateway } from './real-gateway.js';
import { nginx } from './recipes.js';

type Service = 'activity' | 'bi-api' | 'key-command' | 'verification';
const SERVICES: readonly Service[] = ['activity', 'bi-api', 'key-command', 'verification'];

describe('deploy/nginx/keyward.conf, the public address of the services', () => {
  const services = new Map<Service, ProtectedService>();
  let gateway: RealGateway;

  beforeAll(async () => {
    for (const name of SERVICES) services.set(name, await ProtectedService.start());
    const recipe = nginx('nginx', 'keyward.conf');
    gateway = await RealGateway.start(
      {
        ...recipe,
        prepare: (folder) => {
          recipe.prepare?.(folder);
          const file = join(folder, 'keyward.conf');
          const addressed = [...services].reduce(
            (text, [name, { port }]) => text.replace(`http://${name}:3000;`, `http://127.0.0.1:${String(port)};`),
            readFileSync(file, 'utf8'),
          );
          writeFileSync(file, addressed);
        },
      },
      { keyward: 0, upstream: 0, token: '' },
    );
  });
  afterAll(async () => {
    await gateway.stop();
    for (const service of services.values()) await service.stop();
  });

  async function answeredBy(path: string): Promise<readonly string[]> {
    const before = SERVICES.map((name) => services.get(name)?.requests.length ?? 0);
    await exchange(gateway.address, { path });
    return SERVICES.flatMap((name, at) =>
      (services.get(name)?.requests.slice(before[at]) ?? []).map(({ url }) => `${name} ${url}`),
    );
  }

  it.each([
    ['/v1/activity', 'activity'],
    ['/v1/activity/', 'activity'],
    ['/v1/activity?limit=5', 'activity'],
    ['/v1/keys/k1/activity', 'activity'],
    ['/v1/keys/k1/activity/', 'activity'],
    ['/v1/verify', 'verification'],
    ['/v1/verify/', 'verification'],
    ['/v1/verify/batch', 'verification'],
    ['/v1/verify/batch/', 'verification'],
    ['/v1/keys', 'key-command'],
    ['/v1/keys/', 'key-command'],
    ['/v1/keys/k1/history/', 'key-command'],
    ['/v1/members/u1/keys', 'key-command'],
    ['/v1/me', 'key-command'],
    ['/v1/openapi.json', 'key-command'],
    ['/settings/security/api-keys', 'key-command'],
    ['/settings/security/api-keys/', 'key-command'],
    ['/settings/security/api-keys/assets/a.js', 'key-command'],
    ['/settings/api-keys', 'key-command'],
    ['/docs', 'key-command'],
    ['/docs/', 'key-command'],
    ['/v1/keys/%61/activity%2f', 'activity'],
    ['/api/reports/%2e', 'bi-api'],
    ['/api/reports//r1?x=/..', 'bi-api'],
  ])('%s is answered by %s, as it came', async (path, service) => {
    expect(await answeredBy(path)).toEqual([`${service} ${path}`]);
  });

  it.each([
    '/v1/authorize',
    '/v1/authorize/',
    '/v1/authorize/api/reports',
    '//v1/authorize',
    '/v1/%61uthorize',
    '/v1/authorize%2fx',
    '/v1/./authorize',
    '/v1/keys/../authorize',
    '/v1/operations/replicas',
    '/v1//operations/replicas',
    '/v1/%6fperations/replicas',
    '/v1/operations',
    '/metrics',
    '/health/ready',
    '/test/clock',
    '/',
    '/settings',
    '/settings/security',
    '/settings/security/api-keysx',
    '/docs/x',
  ])('keeps %s from the world', async (path) => {
    expect(await answeredBy(path)).toEqual([]);
  });

  it('answers a problem when a service is away', async () => {
    await services.get('activity')?.stop();
    const answer = await exchange(gateway.address, { path: '/v1/activity' });
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
      body: { status: 503 },
    });
    services.delete('activity');
  });
});
