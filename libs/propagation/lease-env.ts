import { IsInt, Max, Min } from 'class-validator';
import { Satisfies, Variable } from '#env';

/** Confirmed revocation: how long a cut-off replica keeps answering, and how long a command waits for all of them. */
export class LeaseEnv {
  @Variable({ example: '15000' })
  @IsInt()
  @Min(100)
  @Max(600_000)
  readonly LEASE_MS: number = 15_000;

  @Variable({ example: '35000' })
  @IsInt()
  @Max(1_300_000)
  @Satisfies((value, env) => {
    const least = 2 * Number(env['LEASE_MS']) + 500;
    return typeof value === 'number' && value < least
      ? `must be at least 2 × LEASE_MS + 500, which is ${String(least)}`
      : null;
  })
  readonly CONFIRM_TIMEOUT_MS: number = 35_000;
}
