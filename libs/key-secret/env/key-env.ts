import { isKeyPrefix } from '../key-format.js';
import { parsePeppers, PepperError } from '../peppers.js';
import { Satisfies, Variable } from '#env';

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
