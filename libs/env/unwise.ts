import { getMetadataStorage, ValidateBy, type ValidationArguments } from 'class-validator';
import { z } from 'zod';
import { isProduction } from './surroundings.js';

type Environment = Readonly<Record<string, unknown>>;
/** What is unwise about a value, in a few words that never hold the value of a secret; null when nothing is. */
type Doubt = (value: unknown, env: Environment) => string | null;

const NAME = 'unwise';
const doubtSchema = z.custom<Doubt>((value) => typeof value === 'function');

/**
 * A rule that works without, but not safely: who breaks it is warned at the start, and where NODE_ENV is production the
 * start is refused (`refused: false`: warned there, too). Not asked for a variable that is not set.
 */
export function Unwise(doubt: Doubt, { refused = true }: { readonly refused?: boolean } = {}): PropertyDecorator {
  const judge = (args: ValidationArguments | undefined): string | null => {
    if (args === undefined || !refused) return null;
    const env = entriesOf(args.object);
    return isProduction(env['NODE_ENV']) ? doubt(args.value, env) : null;
  };
  return ValidateBy({
    name: NAME,
    constraints: [doubt],
    validator: {
      validate: (_value, args) => judge(args) === null,
      defaultMessage: (args) => `${args?.property ?? ''} ${judge(args) ?? ''}`,
    },
  });
}

/** What is unwise about an environment that may be used: a sentence for each. */
export function unwiseSettings(EnvClass: new () => object, env: object): readonly string[] {
  const values = entriesOf(env);
  return getMetadataStorage()
    .getTargetValidationMetadatas(EnvClass, '', true, false)
    .filter(({ name }) => name === NAME)
    .flatMap(({ propertyName, constraints }) => {
      const value = values[propertyName];
      const doubt = value === undefined ? null : doubtSchema.parse(constraints[0])(value, values);
      return doubt === null ? [] : [`${propertyName} ${doubt}.`];
    });
}

function entriesOf(env: object): Environment {
  return Object.fromEntries(Object.entries(env));
}
