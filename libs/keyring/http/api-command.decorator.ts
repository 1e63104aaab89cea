import { applyDecorators, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { type ProblemCode } from '#contracts';
import { ApiProblems } from '#http';
import { MutationLimit } from './mutation-limit.guard.js';

const ANY_CALL: readonly ProblemCode[] = ['owner-inactive', 'stream-unreadable'];

/** Describes what a query can be refused with. */
export function ApiQueryProblems(...codes: readonly ProblemCode[]): MethodDecorator {
  return ApiProblems(...ANY_CALL, ...codes);
}

/** Bounds how often a person may ask for a command; describes its Idempotency-Key, and what it can be refused with. */
export function ApiCommand(...codes: readonly ProblemCode[]): MethodDecorator {
  return applyDecorators(
    UseGuards(MutationLimit),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      schema: { type: 'string', pattern: '^[!-~]+$', minLength: 1, maxLength: 255 },
      description:
        'Makes retries safe: the same key with the same request returns the first outcome. Refusals are not remembered.',
    }),
    ApiProblems(...ANY_CALL, 'concurrent-change', 'idempotency-key-reused', ...codes),
  );
}
