import { describe, expect, it } from '@jest/globals';
import { IsOptional, IsString } from 'class-validator';
import { loadEnv } from './load-env.js';
import { Unwise, unwiseSettings } from './unwise.js';
import { Variable } from './variable.js';
import { isWeakSecret } from './weak-secrets.js';

class Env {
  @Variable({ example: 'production' })
  @IsOptional()
  @IsString()
  readonly NODE_ENV?: string;

  @Variable({ example: 'https' })
  @IsOptional()
  @IsString()
  @Unwise((value) => (value === 'http' ? 'is not encrypted' : null))
  readonly SCHEME?: string;

  @Variable({ example: '1' })
  @IsOptional()
  @IsString()
  @Unwise((value) => (value === '0' ? 'is low' : null), { refused: false })
  readonly LEVEL?: string;
}

describe('an unwise setting', () => {
  it.each(['production', 'Production', 'PRODUCTION', ' production'])(
    'keeps a process from starting where NODE_ENV is %j',
    (NODE_ENV) => {
      expect(() => loadEnv(Env, { NODE_ENV, SCHEME: 'http' })).toThrow(
        'SCHEME (now "http") is not encrypted. Example: SCHEME=https',
      );
      expect(loadEnv(Env, { NODE_ENV, SCHEME: 'https' })).toMatchObject({ SCHEME: 'https' });
      expect(loadEnv(Env, { NODE_ENV })).toMatchObject({ NODE_ENV });
    },
  );

  it.each([undefined, 'development', 'test'])('is warned of where it is %j', (NODE_ENV) => {
    const env = loadEnv(Env, { NODE_ENV, SCHEME: 'http', LEVEL: '0' });
    expect(unwiseSettings(Env, env)).toEqual(['SCHEME is not encrypted.', 'LEVEL is low.']);
    expect(unwiseSettings(Env, loadEnv(Env, { SCHEME: 'https' }))).toEqual([]);
  });

  it('may be one that is only warned of, in production too', () => {
    expect(unwiseSettings(Env, loadEnv(Env, { NODE_ENV: 'production', LEVEL: '0' }))).toEqual(['LEVEL is low.']);
  });
});

describe('a weak secret', () => {
  it.each([
    'a'.repeat(40),
    'ab'.repeat(20),
    '0123456789'.repeat(4),
    'password12'.repeat(4).slice(0, 35),
    'a-string-secret-at-least-256-bits-long',
    'your-256-bit-secret-your-256-bit-secret',
    'please-changeme-before-production-00',
    '1111222233334444555566667777'.replace(/[5-7]/g, '4'),
  ])('is %s', (secret) => {
    expect(isWeakSecret(secret)).toBe(true);
  });
  it.each([
    'p5wF3mQ0v9X2kT7rL1zB6nD8hJ4cG5sA',
    '9f86d081884c7d659a2feaa0c55ad015',
    'correct horse battery staple, and a bit more',
    'a secret of at least thirty-two bytes, for tests only',
  ])('is not %s', (secret) => {
    expect(isWeakSecret(secret)).toBe(false);
  });
});
