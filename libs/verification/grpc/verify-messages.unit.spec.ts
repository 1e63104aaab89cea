import { describe, expect, it } from '@jest/globals';
import { equals, fromBinary, toBinary } from '@bufbuild/protobuf';
import { MODES, type OwnerId, ROLES, SCOPES } from '#contracts';
import { defaultPermissionCatalogue, effectivePermissions } from '#permissions';
import { VerifyResponseSchema } from '#protos';
import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerOf } from '../domain/answer.js';
import { type Accepted } from '../domain/judge.js';
import { keyCreated, roleChanged } from '../domain/testing/events.js';
import { given } from '../domain/testing/read-model.js';
import { answerBytes, answerMessage } from './verify-messages.js';

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
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    // what a collection frees of buffers is counted a moment later: the least of some is what is held
    const memory = async (): Promise<number> => {
      let held = Infinity;
      for (let collection = 0; collection < 10; collection++) {
        await setImmediate();
        collect();
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        held = Math.min(held, heapUsed + arrayBuffers);
      }
      return held;
    };
    const large = { role: 'owner', scope: 'read-write' } as const;
    const cached = Array.from({ length: 20_000 }, (_, at) => accepted({ ...large, keyId: `k${String(at)}` }));
    expect(answerBytes(accepted(large)).length).toBeGreaterThan(400);
    const before = await memory();
    for (const each of cached) answerBytes(each);
    const perKey = ((await memory()) - before) / cached.length;
    expect(cached).toHaveLength(20_000);
    expect(perKey).toBeLessThan(100);
  });
});
