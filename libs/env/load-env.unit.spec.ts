import { describe, expect, it } from '@jest/globals';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefused } from './start-refused.js';
import { HttpEnv } from '#http';
import { LeaseEnv } from '#propagation';
import { loadEnv } from './load-env.js';
import { nearMisses } from './near-misses.js';
import { Variable } from './variable.js';

class TestEnv {
  @Variable({ example: '3000' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly PORT: number = 3000;

  @Variable({ example: '0' })
  @IsBoolean()
  readonly VERBOSE: boolean = false;

  @Variable({ example: 'a,b' })
  @IsOptional()
  @IsIn(['live', 'test'], { each: true })
  readonly ACCEPT_MODES?: string[];

  @Variable({ example: '$(openssl rand -base64 32)', secret: true })
  @IsString()
  @MinLength(8)
  readonly JWT_SECRET: string;
}

const secret = 'correct horse battery staple';
const fileWith = (content: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'keyward-env-')), 'secret');
  writeFileSync(file, content);
  return file;
};
function refusal(EnvClass: new () => object, source: Record<string, string>): string {
  try {
    loadEnv(EnvClass, source);
  } catch (error) {
    if (error instanceof StartRefused) return error.message;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('the environment', () => {
  it('is read in the form of each property, with defaults for what is unset or empty', () => {
    expect(
      loadEnv(TestEnv, { PORT: '', VERBOSE: 'true', ACCEPT_MODES: 'live, test', JWT_SECRET: secret, OTHER: 'x' }),
    ).toEqual({ PORT: 3000, VERBOSE: true, ACCEPT_MODES: ['live', 'test'], JWT_SECRET: secret });
    expect(loadEnv(TestEnv, { PORT: '80', VERBOSE: '0', JWT_SECRET: secret })).toMatchObject({
      PORT: 80,
      VERBOSE: false,
    });
  });

  it('takes a secret from a file, without its last line break', () => {
    expect(loadEnv(TestEnv, { JWT_SECRET_FILE: fileWith(`${secret}\n`) })).toMatchObject({ JWT_SECRET: secret });
  });

  it('names everything that is wrong at once: the name, what is wrong with it, a right value, and never a secret', () => {
    const message = refusal(TestEnv, {
      PORT: 'eighty',
      VERBOSE: 'yes',
      ACCEPT_MODES: 'live,prod',
      JWT_SECRET: 'short',
    });
    expect(message.split('\n')).toEqual([
      'The environment is not usable:',
      expect.stringMatching(/^ {2}PORT \(now "eighty"\) must .*integer.*\. Example: PORT=3000$/),
      expect.stringMatching(/^ {2}VERBOSE \(now "yes"\) must be a boolean value\. Example: VERBOSE=0$/),
      expect.stringMatching(/^ {2}ACCEPT_MODES \(now "live,prod"\) .*live, test.*$/),
      '  JWT_SECRET must be longer than or equal to 8 characters. Example: JWT_SECRET=$(openssl rand -base64 32)',
    ]);
    expect(message).not.toContain('short');
  });

  it.each([
    ['is missing', {}, 'JWT_SECRET is missing'],
    ['is set twice', { JWT_SECRET: secret, JWT_SECRET_FILE: '/x' }, 'set only one of them'],
    ['is in a file that does not exist', { JWT_SECRET_FILE: '/nowhere/secret' }, '/nowhere/secret: ENOENT'],
    ['is in an empty file', { JWT_SECRET_FILE: fileWith('\n') }, 'names an empty file'],
  ])('is refused when a secret %s', (_what, source, message) => {
    expect(refusal(TestEnv, source)).toContain(message);
  });

  it('waits for a confirmation at least twice the lease and 500 ms', () => {
    expect(loadEnv(LeaseEnv, { LEASE_MS: '1000', CONFIRM_TIMEOUT_MS: '2500' })).toMatchObject({
      LEASE_MS: 1000,
      CONFIRM_TIMEOUT_MS: 2500,
    });
    expect(refusal(LeaseEnv, { LEASE_MS: '1000', CONFIRM_TIMEOUT_MS: '2499' })).toContain(
      'CONFIRM_TIMEOUT_MS (now "2499") must be at least 2 × LEASE_MS + 500, which is 2500.',
    );
    expect(refusal(LeaseEnv, { LEASE_MS: '30000' })).toContain(
      'CONFIRM_TIMEOUT_MS must be at least 2 × LEASE_MS + 500, which is 60500.',
    );
  });

  it('has no test clock in production', () => {
    expect(loadEnv(HttpEnv, { KEYWARD_TEST_CLOCK: '1' })).toMatchObject({ KEYWARD_TEST_CLOCK: true });
    for (const NODE_ENV of ['production', 'Production'])
      expect(refusal(HttpEnv, { KEYWARD_TEST_CLOCK: '1', NODE_ENV })).toContain(
        'KEYWARD_TEST_CLOCK (now "1") is for tests',
      );
    for (const HOST of ['0.0.0.0', '::', '192.0.2.1', '127.evil.example'])
      expect(refusal(HttpEnv, { KEYWARD_TEST_CLOCK: '1', HOST })).toContain('needs a loopback HOST');
    expect(loadEnv(HttpEnv, { KEYWARD_TEST_CLOCK: '1', HOST: '::1' }).KEYWARD_TEST_CLOCK).toBe(true);
  });
});

class LeaseAndHostEnv extends LeaseEnv {
  @Variable({ example: 'x' })
  @IsOptional()
  @IsString()
  readonly HOST?: string;
}

describe('near misses', () => {
  it.each([
    ['LEASE_MSS', 'LEASE_MS'],
    ['LEASEMS', 'LEASE_MS'],
    ['CONFIRM_TIMOUT_MS', 'CONFIRM_TIMEOUT_MS'],
    ['HOSTS', 'HOST'],
  ])('%s may mean %s', (wrong, right) => {
    expect(nearMisses(LeaseAndHostEnv, { [wrong]: '1' })).toEqual([
      `${wrong} is set, but nothing reads it: did you mean ${right}?`,
    ]);
  });

  it('are named with what is wrong', () => {
    expect(refusal(TestEnv, { JWT_SECRT: secret })).toContain(
      'JWT_SECRT is set, but nothing reads it: did you mean JWT_SECRET?',
    );
  });

  it.each(['HOME', 'PATH', 'HOSTNAME', 'LEASE_MS', 'KAFKA_BROKERS', 'JWT_SECRET_FILE', 'npm_config_x'])(
    '%s is none',
    (name) => {
      expect(nearMisses(LeaseAndHostEnv, { [name]: '1' })).toEqual([]);
    },
  );
});
