import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { type ProblemCode } from '#contracts';
import { ApiProblems } from '#service-kit';

const ANY_CALL: readonly ProblemCode[] = ['owner-inactive', 'stream-unreadable'];

/** Describes what a query can be refused with. */
export function ApiQueryProblems(...codes: readonly ProblemCode[]): MethodDecorator {
  return ApiProblems(...ANY_CALL, ...codes);
}

/** Describes the Idempotency-Key of a command, and what the command can be refused with. */
export function ApiCommand(...codes: readonly ProblemCode[]): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 },
      description: 'Makes a retry safe: with the same key and the same request it gets the first outcome. Refusals are not remembered.',
    }),
    ApiProblems(...ANY_CALL, 'concurrent-change', 'idempotency-key-reused', ...codes),
  );
}
