import { IsOptional, ValidateIf } from 'class-validator';

/**
 * The field may be left out. `null` is a value as any other, so the field’s other rules refuse it: what OpenAPI does
 * not call nullable is not.
 */
export const OptionalField = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** The field may be left out or `null`, as OpenAPI says by `nullable: true`. */
export const NullableField = (): PropertyDecorator => IsOptional();
