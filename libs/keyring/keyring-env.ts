import { IsIn, IsInt, Max, Min } from 'class-validator';
import { type GraceEnv, Variable } from '#env';
import { type KeyEnv } from '#key-secret/env';
import { type LeaseEnv } from '#propagation';
import { type KeyringOptions } from './application/keyring-options.js';

const ROLE_SOURCES = ['members', 'token'] as const;

/** The limits of keys, and where roles come from. */
export class KeyringEnv {
  @Variable({ example: '100' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly MAX_KEYS_PER_OWNER: number = 100;

  /** Keys that one owner may have had, all in all. */
  @Variable({ example: '10000' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly MAX_KEYS_EVER_PER_OWNER: number = 10_000;

  /** Changes that one person may make in an hour, of all processes together. */
  @Variable({ example: '5000' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly MUTATIONS_PER_HOUR: number = 5000;

  /** Changes of members that one person or service may ask of one process in an hour. */
  @Variable({ example: '20000' })
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  readonly MEMBER_CHANGES_PER_HOUR: number = 20_000;

  /** Changes that one person may ask of one process in a minute. */
  @Variable({ example: '1000' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly MUTATIONS_PER_MINUTE: number = 1000;

  @Variable({ example: 'token' })
  @IsIn(ROLE_SOURCES)
  readonly ROLE_SOURCE: (typeof ROLE_SOURCES)[number] = 'token';
}

/** The write side's settings from its environment. */
export function keyringOptions(
  env: KeyringEnv & GraceEnv & Pick<KeyEnv, 'KEY_PREFIX'> & Pick<LeaseEnv, 'CONFIRM_TIMEOUT_MS'>,
): KeyringOptions {
  return {
    keyPrefix: env.KEY_PREFIX,
    maxKeysPerOwner: env.MAX_KEYS_PER_OWNER,
    maxKeysEverPerOwner: env.MAX_KEYS_EVER_PER_OWNER,
    mutationsPerHour: env.MUTATIONS_PER_HOUR,
    graceHours: env.GRACE_HOURS,
    memberChangesPerHour: env.MEMBER_CHANGES_PER_HOUR,
    mutationsPerMinute: env.MUTATIONS_PER_MINUTE,
    roleSource: env.ROLE_SOURCE,
    confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS,
  };
}
