import { describe, expect, it } from '@jest/globals';
import { create, equals, fromBinary, toBinary } from '@bufbuild/protobuf';
import { MODES, type OwnerId, ROLES, SCOPES } from '#contracts';
import { defaultPermissionCatalogue, effectivePermissions } from '#permissions';
import { VerifyBatchResponseSchema, VerifyResponseSchema, VerifyStreamResponseSchema } from '#protos';
import fc from 'fast-check';
import { heldBytes } from '../testing/held-bytes.js';
import { answerOf, batchAnswerOf } from '../domain/answer.js';
import { type Accepted, type Refused, UNAVAILABLE } from '../domain/judge.js';
import { keyCreated, roleChanged } from '../domain/testing/events.js';
import { given } from '../domain/testing/read-model.js';
import { answerBytes, answerMessage, batchBytes, streamedBytes } from './verify-messages.js';

const catalogue = defaultPermissionCatalogue();
const model = given(roleChanged('analyst'), keyCreated());
const document = model.credential('c1');
const owner = model.owner();
if (document === undefined || owner === undefined) throw new Error('the key was not created');

type Own = Partial<Accepted['credential']> & { readonly role?: Accepted['role'] };

function accepted({ role = 'analyst', ...own }: Own): Accepted {
  const credential = { ...document, ...own } as Accepted['credential'];
  const permissions = effectivePermissions(catalogue, role, credential.scope);
  return { outcome: 'accepted', credential, owner: owner as Accepted['owner'], role, permissions, endpoint: null };
}

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
const end = fc.option(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
const verdict = fc
  .record({
    keyId: name,
    credentialId: name,
    ownerId: fc.tuple(name, name).map(([org, user]): OwnerId => `${org}/${user}`),
    scope: fc.constantFrom(...SCOPES),
    mode: fc.constantFrom(...MODES),
    role: fc.constantFrom(...ROLES),
    expiresAt: end,
    activeUntil: end,
  })
  .map(accepted);

const refused = fc.constantFrom<Refused>(
  { outcome: 'refused', answer: { valid: false, code: 'revoked' } } as Refused,
  {
    outcome: 'refused',
    answer: { valid: false, code: 'permission-denied', permission: 'reports.edit', reason: 'role' },
  } as Refused,
);

it('the bytes of a batch are the message that the generated code writes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(verdict, refused, fc.constant(UNAVAILABLE)), { maxLength: 10 }), (verdicts) => {
      const results = batchAnswerOf(verdicts).results.map(answerMessage);
      const bytes = batchBytes(verdicts);
      const message = create(VerifyBatchResponseSchema, { results });
      expect(equals(VerifyBatchResponseSchema, fromBinary(VerifyBatchResponseSchema, bytes), message)).toBe(true);
    }),
  );
});

it('the bytes of an answer on a stream are the message that the generated code writes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.oneof(verdict, refused), (id, each) => {
      const bytes = streamedBytes(id, each);
      const message = create(VerifyStreamResponseSchema, {
        id,
        outcome: { case: 'response', value: answerMessage(answerOf(each)) },
      });
      expect(equals(VerifyStreamResponseSchema, fromBinary(VerifyStreamResponseSchema, bytes), message)).toBe(true);
    }),
  );
});

describe('the bytes of an accepted answer', () => {
  it('are the message that the generated code writes', () => {
    fc.assert(
      fc.property(verdict, (each) => {
        const message = answerMessage(answerOf(each));
        const bytes = answerBytes(each);
        expect(equals(VerifyResponseSchema, fromBinary(VerifyResponseSchema, bytes), message)).toBe(true);
        expect(bytes).toHaveLength(toBinary(VerifyResponseSchema, message).length);
      }),
    );
  });

  it('are not kept, whatever is kept of the key', async () => {
    const large = { role: 'owner', scope: 'read-write' } as const;
    const cached = Array.from({ length: 20_000 }, (_, at) => accepted({ ...large, keyId: `k${String(at)}` }));
    expect(answerBytes(accepted(large)).length).toBeGreaterThan(400);
    const before = await heldBytes();
    for (const each of cached) answerBytes(each);
    const perKey = ((await heldBytes()) - before) / cached.length;
    expect(cached).toHaveLength(20_000);
    expect(perKey).toBeLessThan(100);
  });
});
