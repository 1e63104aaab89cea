import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { unknownFields, validationProblem } from './validation-problem.js';

/** Checks bodies, queries and parameters against their class; unknown fields are refused. */
export class FieldsPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      exceptionFactory: validationProblem,
    });
  }

  /**
   * What every object inherits, and `prototype`, is known to the validator or left out by it before it is compared with
   * a class. Nothing here has such a field.
   */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const inherited =
      metadata.type === 'custom'
        ? []
        : namesOf(value).filter((name) => name === 'prototype' || name in Object.prototype);
    return inherited.length > 0 ? Promise.reject(unknownFields(inherited)) : super.transform(value, metadata);
  }
}

function namesOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
