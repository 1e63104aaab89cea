import { expect, it } from '@jest/globals';
import { type Command } from '../faults/history.js';
import { allowedFor } from './answers-stand.js';

const ending = (outcome: Command['outcome']): Command => ({
  action: 'revoke',
  ownerId: 'acme/ann',
  keyId: 'k',
  issues: null,
  ends: ['c'],
  invokedAt: 1,
  answeredAt: 2,
  outcome,
});

it.each<[string, readonly Command['outcome'][], readonly string[]]>([
  ['that nobody asked to end is valid', [], ['valid']],
  ['whose end was refused is valid', ['refused'], ['valid']],
  ['whose end was answered is not, confirmed or not', ['acknowledged'], ['revoked', 'grace-ended']],
  ['whose end got one answer out of two is not', ['unknown', 'confirmed'], ['revoked', 'grace-ended']],
  ['whose end got no answer may be either', ['unknown'], ['valid', 'revoked', 'grace-ended']],
])('a credential %s', (_, outcomes, allowed) => {
  expect(allowedFor('c', { commands: outcomes.map(ending), verifications: [] })).toEqual(allowed);
});
