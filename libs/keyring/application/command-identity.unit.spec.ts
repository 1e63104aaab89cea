import { describe, expect, it } from '@jest/globals';
import { type UserCaller } from '#user-auth';
import { identify, type Idempotency } from './command-identity.js';

const ann: UserCaller = {
  kind: 'user',
  orgId: 'acme',
  userId: 'ann',
  ownerId: 'acme/ann',
  role: 'analyst',
  email: null,
  name: null,
  issuedAt: 1,
};
const request: Idempotency = {
  key: 'abc',
  method: 'POST',
  target: '/v1/keys',
  body: { name: 'Feed', scope: 'read-only' },
};

describe('a command’s identity', () => {
  it('is the same for a retry, whatever the order of the body’s members', () => {
    expect(identify(ann, { ...request, body: { scope: 'read-only', name: 'Feed' } })).toEqual(identify(ann, request));
  });

  it('is the caller’s own, so that two callers may use the same key', () => {
    expect(identify({ ...ann, userId: 'bob', ownerId: 'acme/bob' }, request).commandId).not.toBe(
      identify(ann, request).commandId,
    );
    expect(identify({ kind: 'service', service: 'acme/ann' }, request).commandId).not.toBe(
      identify(ann, request).commandId,
    );
  });

  it.each([
    ['method', { method: 'PUT' }],
    ['target', { target: '/v1/keys?x=1' }],
    ['body', { body: { name: 'Feed', scope: 'read-write' } }],
    ['missing body', { body: undefined }],
  ])('recognises another request under the same key by its %s', (_, other) => {
    const [first, second] = [identify(ann, request), identify(ann, { ...request, ...other })];
    expect(second.commandId).toBe(first.commandId);
    expect(second.fingerprint).not.toBe(first.fingerprint);
  });

  it('is a new one each time when the caller names none', () => {
    expect(identify(ann, null)).toMatchObject({ fingerprint: null });
    expect(identify(ann, null).commandId).not.toBe(identify(ann, null).commandId);
  });
});
