import { createHash, randomBytes } from 'node:crypto';

/** What a deployment of its own trusts, and the variables that say so. */
export class TestSecrets {
  readonly jwtSecret = randomBytes(32).toString('base64url');
  readonly serviceToken = randomBytes(24).toString('base64url');
  private readonly pepper = randomBytes(32).toString('base64');
  /** By kind. */
  readonly named = { 'JWT secret': this.jwtSecret, 'service token': this.serviceToken, pepper: this.pepper };

  /**
   * The environment of every app: these secrets, verdicts for whoever asks, a clock that tests can set, then `own` and
   * `overrides`; `undefined` takes a variable away.
   */
  environment(own: Environment, overrides: Environment): Record<string, string> {
    const env: Environment = {
      HOST: '127.0.0.1',
      JWT_SECRET: this.jwtSecret,
      KEY_PEPPERS: `p1:${this.pepper}`,
      SERVICE_TOKENS: `host-product:${createHash('sha256').update(this.serviceToken).digest('hex')}`,
      VERIFY_AUTH: 'none',
      KEYWARD_TEST_CLOCK: '1',
      DRAIN_MS: '0',
      LOG_LEVEL: 'debug',
      ...own,
      ...overrides,
    };
    return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
