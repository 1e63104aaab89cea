import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Variable } from '#service-kit';

const ROLE_SOURCES = ['members', 'token'] as const;

/** The limits of keys, and where roles come from. */
export class KeyringEnv {
  @Variable({ example: '100' }) @IsInt() @Min(1) @Max(10_000)
  readonly MAX_KEYS_PER_OWNER: number = 100;

  @Variable({ example: '24' }) @IsInt() @Min(0) @Max(168)
  readonly GRACE_HOURS: number = 24;

  @Variable({ example: 'members' }) @IsIn(ROLE_SOURCES)
  readonly ROLE_SOURCE: (typeof ROLE_SOURCES)[number] = 'members';
}
