import { describe, expect, it } from '@jest/globals';
import { IntersectionType } from '@nestjs/swagger';
import { loadEnv, unwiseSettings } from '#env';
import { HttpEnv } from '#http';
import { createHash } from 'node:crypto';
import { UserAuthEnv } from './user-auth-env.js';

class Env extends IntersectionType(HttpEnv, UserAuthEnv) {}
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const provider = {
  JWKS_URL: 'https://login.example.com/jwks.json',
  JWT_ISSUER: 'https://login.example.com',
  JWT_AUDIENCE: 'keyward',
};
const good = 'p5wF3mQ0v9X2kT7rL1zB6nD8hJ4cG5sA';

describe('what user and service tokens are trusted by', () => {
  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no audience', { ...provider, JWT_AUDIENCE: undefined }, /JWKS_URL .*needs JWT_AUDIENCE/],
    ['keys over plain http', { ...provider, JWKS_URL: 'http://login.example.com/jwks.json' }, /JWKS_URL .*plain http/],
    ['a secret of one letter', { JWT_SECRET: 'a'.repeat(40) }, /JWT_SECRET is easy to guess/],
    [
      'the empty service token',
      { JWT_SECRET: good, SERVICE_TOKENS: `reports:${digest('')}` },
      /SERVICE_TOKENS lists a token that is easy to guess for reports/,
    ],
    [
      'a service token that is a word',
      { JWT_SECRET: good, SERVICE_TOKENS: `fine:${digest(good)},reports:${digest('test')}` },
      /SERVICE_TOKENS lists a token that is easy to guess for reports;/,
    ],
    [
      'a word with the line break of echo',
      { JWT_SECRET: good, SERVICE_TOKENS: `reports:${digest('secret\n')}` },
      /easy to guess for reports/,
    ],
    [
      'a service token that is the service’s name',
      { JWT_SECRET: good, SERVICE_TOKENS: `invoices:${digest('invoices')}` },
      /easy to guess for invoices/,
    ],
  ])('is refused in production and warned of elsewhere: %s', (_, env, message) => {
    for (const NODE_ENV of ['production', 'Production'])
      expect(() => loadEnv(Env, { ...env, NODE_ENV })).toThrow(message);
    expect(unwiseSettings(Env, loadEnv(Env, env))).toEqual([expect.stringMatching(message)]);
  });

  it('is warned of everywhere: no issuer', () => {
    const env = loadEnv(Env, { ...provider, JWT_ISSUER: undefined, NODE_ENV: 'production' });
    expect(unwiseSettings(Env, env)).toEqual([expect.stringMatching(/^JWKS_URL is set without JWT_ISSUER/)]);
  });

  it.each([
    ['published keys', provider],
    ['keys of this machine', { ...provider, JWKS_URL: 'http://127.0.0.1:8080/jwks.json' }],
    ['keys of this machine, in IPv6', { ...provider, JWKS_URL: 'http://[::1]:8080/jwks.json' }],
    ['a secret', { JWT_SECRET: good, SERVICE_TOKENS: `reports:${digest(good)}` }],
  ])('is used without a word: %s', (_, env) => {
    expect(unwiseSettings(Env, loadEnv(Env, { ...env, NODE_ENV: 'production' }))).toEqual([]);
  });
});
