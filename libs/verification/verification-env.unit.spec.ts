import { describe, expect, it } from '@jest/globals';
import { IntersectionType } from '@nestjs/swagger';
import { loadEnv, unwiseSettings } from '#env';
import { HttpEnv } from '#http';
import { ServiceTokensEnv } from '#user-auth';
import { gatewayTokenCheck } from './application/gateway-token.js';
import { VerificationEnv } from './verification-env.js';

class Env extends IntersectionType(HttpEnv, ServiceTokensEnv, VerificationEnv) {}

const proxied = { HOST: '127.0.0.1', TRUST_PROXY: 'loopback' };
const WARNING = /^TRUST_PROXY .*SERVICE_TOKENS is empty.*\/v1\/verify.*VERIFY_AUTH=none/;

describe('verdicts for everybody behind a proxy of this machine', () => {
  it.each([
    proxied,
    { TRUST_PROXY: '10.0.0.0/8' },
    { ...proxied, HOST: 'localhost' },
    { ...proxied, SERVICE_TOKENS: ' , ' },
  ])('are refused in production and warned of elsewhere: %j', (env) => {
    expect(unwiseSettings(Env, loadEnv(Env, env))).toEqual([expect.stringMatching(WARNING)]);
    expect(() => loadEnv(Env, { ...env, NODE_ENV: 'production' })).toThrow(/TRUST_PROXY .*SERVICE_TOKENS is empty/);
  });

  it.each([
    ['services are listed', { ...proxied, SERVICE_TOKENS: `reports:${'a1'.repeat(32)}` }],
    ['it is wanted so', { ...proxied, VERIFY_AUTH: 'none' }],
    ['there is no proxy', { HOST: '127.0.0.1' }],
    ['tokens are asked for anyway', { HOST: '0.0.0.0', TRUST_PROXY: 'uniquelocal' }],
  ])('are nothing to warn of where %s', (_, env) => {
    expect(unwiseSettings(Env, loadEnv(Env, { ...env, NODE_ENV: 'production' }))).toEqual([]);
  });
});

describe('GATEWAY_TOKEN', () => {
  const [one, other] = ['kQ8pV2mXw4Zr7TbN', 'aH3jL9sDf6Gy1UcE'];

  it('may be several tokens, each long enough and hard to guess', () => {
    const env = loadEnv(Env, { GATEWAY_TOKEN: `${one}, ${other}`, NODE_ENV: 'production' });
    expect(unwiseSettings(Env, env)).toEqual([]);
    for (const bad of [`${one},short`, `${one},`, one.slice(1)])
      expect(() => loadEnv(Env, { GATEWAY_TOKEN: bad })).toThrow(/GATEWAY_TOKEN must be a token of 16 characters/);
    expect(() => loadEnv(Env, { GATEWAY_TOKEN: `${one},${'ab'.repeat(8)}`, NODE_ENV: 'production' })).toThrow(
      /GATEWAY_TOKEN is easy to guess/,
    );
  });

  it('lets in a gateway that shows any of them, once, and nobody else', () => {
    const isGateway = gatewayTokenCheck(`${one}, ${other}`);
    for (const token of [one, other]) expect(isGateway([token])).toBe(true);
    for (const shown of [[], [one, other], [one, one], [`${one}, ${other}`], ['']])
      expect(isGateway(shown)).toBe(false);
  });
});
