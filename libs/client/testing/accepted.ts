import { type VerifyAnswer } from '#contracts';

/** An answer for a key that works. */
export const accepted: VerifyAnswer = {
  valid: true,
  code: 'valid',
  keyId: 'k1',
  credentialId: 'c1',
  ownerId: 'acme/ada',
  orgId: 'acme',
  scope: 'read-only',
  mode: 'live',
  role: 'analyst',
  permissions: [],
  expiresAt: null,
  activeUntil: null,
};
