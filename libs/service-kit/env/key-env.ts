import { IsInt, Max, Min } from 'class-validator';
import { MAX_GRACE_HOURS } from '#contracts';
import { isKeyPrefix, parsePeppers, PepperError } from '#key-secret';
import { Satisfies } from './satisfies.js';
import { Variable } from './variable.js';

/** How keys look. */
export class KeyEnv {
  @Variable({ example: 'claribi' })
  @Satisfies((value) =>
    typeof value === 'string' && isKeyPrefix(value)
      ? null
      : 'must be a lower-case letter, then 1–15 lower-case letters or digits',
  )
  readonly KEY_PREFIX: string = 'claribi';
}

/** How long a replaced secret works on when a rotation does not say so. */
export class GraceEnv {
  @Variable({ example: '24' })
  @IsInt()
  @Min(0)
  @Max(MAX_GRACE_HOURS)
  readonly GRACE_HOURS: number = 24;
}

/** Under which peppers keys are digested. */
export class PepperEnv {
  /** `id:base64,…`; the first is current. */
  @Variable({ example: 'p1:$(openssl rand -base64 32)', secret: true })
  @Satisfies(pepperFault)
  readonly KEY_PEPPERS: string;
}

function pepperFault(value: unknown): string | null {
  try {
    parsePeppers(String(value));
    return null;
  } catch (error) {
    if (!(error instanceof PepperError)) throw error;
    return error.message.replace('KEY_PEPPERS ', '');
  }
}
