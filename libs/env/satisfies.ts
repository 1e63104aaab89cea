import { ValidateBy, type ValidationArguments } from 'class-validator';

/**
 * A rule of one's own: `fault` gets the value and the whole environment and returns what is wrong with it in a few
 * words (that never hold the value of a secret), or null.
 */
export function Satisfies(
  fault: (value: unknown, env: Readonly<Record<string, unknown>>) => string | null,
): PropertyDecorator {
  const judge = (args: ValidationArguments | undefined): string | null =>
    args === undefined ? null : fault(args.value, Object.fromEntries(Object.entries(args.object)));
  return ValidateBy({
    name: 'satisfies',
    validator: {
      validate: (_value, args) => judge(args) === null,
      defaultMessage: (args) => `${args?.property ?? ''} ${judge(args) ?? ''}`,
    },
  });
}
