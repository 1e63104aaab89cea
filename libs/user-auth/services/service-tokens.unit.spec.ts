import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { bearerOf } from '#contracts';
import { parseServiceTokens } from './service-tokens.js';

const digest = (token: string) => createHash('sha256').update(token).digest('hex');
const tokens = parseServiceTokens(
  `reports:${digest('one')}, host-product:${digest('two')},host-product:${digest('three')}`,
);

describe('service tokens', () => {
  it('tell which service calls; a service may have two while one replaces the other', () => {
    expect(tokens.find('one')).toEqual({ kind: 'service', service: 'reports' });
    expect(tokens.find('two')).toEqual({ kind: 'service', service: 'host-product' });
    expect(tokens.admit('three')).toEqual({ kind: 'service', service: 'host-product' });
  });

  it.each([undefined, 'Bearer four', 'Bearer ', 'Basic one', `Bearer ${digest('one')}`])('refuse %s', (header) => {
    expect(() => tokens.admit(bearerOf(header))).toThrow(expect.objectContaining({ code: 'service-token-invalid' }));
  });

  it('may be none', () => {
    expect(() => parseServiceTokens('').admit('one')).toThrow('service-token-invalid');
  });

  it.each(['one', 'reports:', `:${digest('one')}`, 'reports:abcd', `re ports:${digest('one')}`])(
    'refuse to be read from %s, without repeating it',
    (entry) => {
      expect(() => parseServiceTokens(`fine:${digest('x')},${entry}`)).toThrow(
        new RangeError('entry 2 must be name:sha256, the digest in 64 hexadecimal digits'),
      );
    },
  );
});
