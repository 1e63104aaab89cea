import { IsInt, Max, Min } from 'class-validator';
import { MAX_GRACE_HOURS } from '#contracts';
import { Variable } from './variable.js';

/** How long a replaced secret works on when a rotation does not say so. */
export class GraceEnv {
  @Variable({ example: '24' })
  @IsInt()
  @Min(0)
  @Max(MAX_GRACE_HOURS)
  readonly GRACE_HOURS: number = 24;
}
