import { describe, expect, it } from '@jest/globals';
import { IntersectionType } from '@nestjs/swagger';
import { loadEnv, unwiseSettings } from '#env';
import { HttpEnv } from '#http';
import { SessionEnv } from '../user-auth-env.js';
import { configuredOidc, OidcSignInEnv } from './oidc-env.js';

class SignsIn extends IntersectionType(HttpEnv, SessionEnv, OidcSignInEnv) {}
class OnlyChecks extends IntersectionType(HttpEnv, SessionEnv) {}

const whole = {
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'keyward',
  OIDC_CLIENT_SECRET: 'p5wF3mQ0v9X2',
  SESSION_SECRET: 'p5wF3mQ0v9X2kT7rL1zB6nD8hJ4cG5sA',
  CONSOLE_URL: 'https://app.example.com/settings/security/api-keys',
};
const without = (...names: (keyof typeof whole)[]) =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => !names.some((left) => left === name)));

describe('signing in by OpenID Connect', () => {
  it('is off when nothing of it is set', () => {
    expect(configuredOidc(loadEnv(SignsIn, {}))).toBeNull();
    expect(configuredOidc(loadEnv(SignsIn, { CONSOLE_URL: whole.CONSOLE_URL, SESSION_COOKIE: 'session' }))).toBeNull();
  });

  it('is on when all of it is set', () => {
    expect(configuredOidc(loadEnv(SignsIn, { ...whole, NODE_ENV: 'production' }))).toEqual({
      issuer: whole.OIDC_ISSUER,
      clientId: 'keyward',
      client: { secret: whole.OIDC_CLIENT_SECRET, auth: 'basic', scopes: 'openid profile email' },
      sessionSecret: whole.SESSION_SECRET,
      origin: 'https://app.example.com',
    });
  });

  it('needs no client secret in a service that only checks sessions', () => {
    expect(configuredOidc(loadEnv(OnlyChecks, without('OIDC_CLIENT_SECRET')))?.client).toBeNull();
  });

  it.each<(keyof typeof whole)[]>([
    ['OIDC_ISSUER'],
    ['OIDC_CLIENT_ID'],
    ['OIDC_CLIENT_SECRET'],
    ['SESSION_SECRET'],
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'SESSION_SECRET'],
  ])('is refused half configured, by all that is missing: %s', (...missing) => {
    const attempt = () => loadEnv(SignsIn, without(...missing));
    for (const name of missing) expect(attempt).toThrow(new RegExp(`${name} is missing\\. Example: ${name}=`));
  });

  it.each([
    ['no CONSOLE_URL', { CONSOLE_URL: undefined }, /OIDC_ISSUER .*needs CONSOLE_URL too/],
    [
      'a page over plain http',
      { CONSOLE_URL: 'http://app.example.com/settings/security/api-keys' },
      /OIDC_ISSUER .*needs a CONSOLE_URL that begins with https:/,
    ],
    [
      'a cookie of the host product beside it',
      { SESSION_COOKIE: 'session' },
      /OIDC_ISSUER .*is set, and SESSION_COOKIE too/,
    ],
    ['an issuer that is no URL', { OIDC_ISSUER: 'login.example.com' }, /OIDC_ISSUER .*must be a URL/],
    ['scopes without openid', { OIDC_SCOPES: 'profile email' }, /OIDC_SCOPES .*must hold the scope openid/],
    ['another way to authenticate', { OIDC_CLIENT_AUTH: 'none' }, /OIDC_CLIENT_AUTH .*must be one of/],
    ['a short SESSION_SECRET', { SESSION_SECRET: 'kT7rL1zB6nD8' }, /SESSION_SECRET must be longer/],
  ])('is refused with %s', (_what, env, message) => {
    expect(() => loadEnv(SignsIn, { ...whole, ...env })).toThrow(message);
  });

  it.each([
    [
      'an issuer over plain http',
      { OIDC_ISSUER: 'http://login.example.com' },
      /^OIDC_ISSUER is fetched over plain http/,
    ],
    ['a secret that is guessed', { SESSION_SECRET: 'a'.repeat(40) }, /^SESSION_SECRET is easy to guess/],
  ])('is refused in production and warned of elsewhere: %s', (_what, env, message) => {
    expect(() => loadEnv(SignsIn, { ...whole, ...env, NODE_ENV: 'production' })).toThrow(/OIDC_ISSUER|SESSION_SECRET/);
    expect(unwiseSettings(SignsIn, loadEnv(SignsIn, { ...whole, ...env }))).toEqual([expect.stringMatching(message)]);
  });

  it('never shows a secret in its message', () => {
    try {
      loadEnv(SignsIn, { ...without('OIDC_ISSUER'), SESSION_SECRET: 'short-and-secret' });
      expect('refused').toBe(true);
    } catch (error) {
      expect(String(error)).not.toMatch(/short-and-secret|p5wF3mQ0v9X2/);
    }
  });
});
