import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './deployed-process.js';
import { ofKind, rendered } from './helm-chart.js';

const GATEWAY = 'gateway={"enabled":true,"parentRefs":[{"name":"public"}],"hostnames":["keys.example.com"]}';
const kind = z.enum(['Exact', 'PathPrefix', 'RegularExpression']);
const rule = z.object({
  matches: z.array(z.object({ path: z.object({ type: kind, value: z.string() }) })),
  timeouts: z.object({ request: z.string() }).optional(),
  backendRefs: z.tuple([z.object({ name: z.string().transform((name) => name.replace(/^keyward-/, '')) })]),
});
const [route] = ofKind(rendered({ setJson: [GATEWAY] }), 'HTTPRoute');
const { rules } = z.object({ rules: z.array(rule) }).parse(route?.['spec']);

function matches(type: z.infer<typeof kind>, value: string, path: string): boolean {
  switch (type) {
    case 'Exact':
      return path === value;
    case 'PathPrefix':
      return `${path}/`.startsWith(`${value}/`);
    case 'RegularExpression':
      return new RegExp(`^(?:${value})$`).test(path);
  }
}

/**
 * The services that some match gives the path to: an exact match counts most, whatever a Gateway makes of the others.
 */
function backendsOf(path: string): readonly string[] {
  const found = rules.flatMap(({ matches: all, backendRefs: [{ name }] }) =>
    all
      .filter(({ path: { type, value } }) => matches(type, value, path))
      .map((match) => ({ exact: match.path.type === 'Exact', name })),
  );
  const most = found.some(({ exact }) => exact) ? found.filter(({ exact }) => exact) : found;
  return [...new Set(most.map(({ name }) => name))];
}

describe('the HTTPRoute', () => {
  it.each([
    ['/v1/activity', 'activity'],
    ['/v1/activity/', 'activity'],
    ['/v1/keys/k1/activity', 'activity'],
    ['/v1/keys/k1/activity/', 'activity'],
    ['/v1/verify', 'verification'],
    ['/v1/verify/', 'verification'],
    ['/v1/verify/batch/', 'verification'],
    ['/v1/keys', 'key-command'],
    ['/v1/keys/', 'key-command'],
    ['/v1/keys/k1', 'key-command'],
    ['/v1/keys/revoke-all/', 'key-command'],
    ['/v1/keys/k1/history/', 'key-command'],
    ['/v1/members/u1/history', 'key-command'],
    ['/v1/me', 'key-command'],
    ['/v1/me/', 'key-command'],
    ['/v1/openapi.json', 'key-command'],
  ])('gives %s to %s alone', (path, service) => {
    expect(backendsOf(path)).toEqual([service]);
  });

  it.each([
    '/settings/security/api-keys',
    '/settings/security/api-keys/assets/a.js',
    '/settings/security/api-keys/sign-in/callback',
    '/settings/api-keys',
    '/docs',
  ])('gives %s, the page, to key-command alone', (path) => {
    expect(backendsOf(path)).toEqual(['key-command']);
  });

  it('gives every route that people call to one service', () => {
    const types = readFileSync(join(ROOT, 'apps/console/api/openapi.gen.ts'), 'utf8');
    const paths = [...types.matchAll(/^ {4}"(\/v1\/[^"]+)": \{$/gm)].map(([, path = '']) =>
      path.replaceAll(/\{[^}]+\}/g, 'x'),
    );
    expect(paths).toContain('/v1/keys/x/pause');
    expect(
      paths.filter((path) => !/^\/v1\/(operations|authorize)\b/.test(path) && backendsOf(path).length !== 1),
    ).toEqual([]);
  });

  it.each([
    '/v1/authorize',
    '/v1/authorize/api',
    '/v1/operations/replicas',
    '/v1',
    '/metrics',
    '/health/ready',
    '/v1/verifyx',
    '/v1/mention',
  ])('gives %s to nobody', (path) => {
    expect(backendsOf(path)).toEqual([]);
  });

  it('bounds how long each service may take, and leaves a revoke its time', () => {
    const seconds = new Map(
      rules.flatMap(({ timeouts, backendRefs: [{ name }] }) =>
        timeouts === undefined ? [] : [[name, Number.parseInt(timeouts.request, 10)]],
      ),
    );
    expect([...seconds.keys()].sort()).toEqual(['activity', 'key-command', 'verification']);
    expect(seconds.get('key-command')).toBeGreaterThan(35);
  });
});
