import { describe, it } from '@jest/globals';
import { type Cases, expectNothing, OF_ADMINISTRATORS } from './expectations.js';

/** What only an administrator may see, as somebody writes it who hopes that gateway, Keyward and upstream disagree. */
const SPELLINGS = [
  OF_ADMINISTRATORS,
  '/api/users/7/',
  '/api/reports/../users/7',
  '/api/reports/%2e%2e/users/7',
  '/api/reports/%2E./users/7',
  '/api/reports/..%2fusers/7',
  '/api/reports/..%5cusers/7',
  '/api/reports/%252e%252e/users/7',
  '/api/reports/..;/users/7',
  '/api/reports/x/../../users/7',
  '/api/reports/../../api/users/7',
  '/reports/../api/users/7',
  '/api/%2e/users/7',
  '/api/./users/7',
  '/./api/users/7',
  '/../api/users/7',
  '/api//users/7',
  '//api/users/7',
  '/api/users//7',
  '/api/users;x/7',
  '/api/users/7;x=1',
  '/api;/users/7',
  '/api/users%2f7',
  '/api%2fusers/7',
  '/api/%75sers/7',
  '/%61pi/users/7',
  '/api/users/%37',
  '/api/users/7#/api/reports',
  '/api/users/7?/api/reports',
  '/api/users/7%3f/api/reports',
  '/api/users/7%23/api/reports',
  '/api/users/7/..;/',
  '/api/users\\7',
  '/api\\users\\7',
  '/api/users/7%00',
  '/api/reports/%00/../../users/7',
  '/api/users/7%20',
  '/api/users/7%0d%0aX-Key-Role:%20owner',
  '/api/users/7%ff',
  '/api/users/%c0%af7',
  '/API/users/7',
  '/api/USERS/7',
  `/api/users/7?${'x'.repeat(5000)}`,
  `/api/${'x/../'.repeat(200)}users/7`,
  'http://other.test/api/users/7',
  'http://other.test//api/users/7',
];
/** Those who may ask for it do not find more behind an odd spelling, either. */
const OF_THE_GATEWAY = ['/v1/authorize', '/v1/authorize/api/reports', '/_keyward', '/_external-auth', '/metrics', '/'];

export function oddPathCases({ stage }: Cases): void {
  describe('what an administrator may see, a viewer’s key does not reach as', () => {
    it.each(SPELLINGS.map((path) => [path.length > 80 ? `${path.slice(0, 60)}…` : path, path]))(
      '%s',
      async (_name, path) => {
        expectNothing(await stage().watch({ path, headers: await stage().shown('viewer') }));
      },
    );
  });

  describe('what is the gateway’s own business is not to be reached by', () => {
    it.each(OF_THE_GATEWAY)('%s', async (path) => {
      expectNothing(await stage().watch({ path, headers: await stage().shown('viewer') }));
    });
  });
}
