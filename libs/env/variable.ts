import { getMetadataStorage, ValidateBy } from 'class-validator';
import { z } from 'zod';

const description = z.object({
  example: z.string(),
  secret: z.boolean(),
  form: z.enum(['text', 'number', 'flag', 'list']),
});
type VariableDescription = z.infer<typeof description>;

export interface VariableOptions {
  /** A right value, shown when the given one is wrong. */
  readonly example: string;
  /** Its value is never shown. It can also come from a file, named by `<NAME>_FILE`. */
  readonly secret?: boolean;
}

const NAME = 'environmentVariable';

/**
 * Marks a property as an environment variable of that name. The property's type says how its text is read: `number`,
 * `boolean` (`true`, `false`, `1`, `0`), an array (separated by commas), else as it is. class-validator's decorators
 * say what is right.
 */
export function Variable({ example, secret = false }: VariableOptions): PropertyDecorator {
  return (target, property) => {
    const described: VariableDescription = {
      example,
      secret,
      form: formOf(Reflect.getMetadata('design:type', target, property)),
    };
    ValidateBy({ name: NAME, constraints: [described], validator: { validate: () => true } })(target, property);
  };
}

function formOf(type: unknown): VariableDescription['form'] {
  if (type === Number) return 'number';
  if (type === Boolean) return 'flag';
  return type === Array ? 'list' : 'text';
}

export type Variables = ReadonlyMap<string, VariableDescription>;

/** The variables of an environment class, inherited ones included. */
export function variablesOf(EnvClass: new () => object): Variables {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(EnvClass, '', true, false);
  return new Map(
    metadata
      .filter(({ name }) => name === NAME)
      .map(({ propertyName, constraints }) => [propertyName, description.parse(constraints[0])]),
  );
}
