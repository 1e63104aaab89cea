import { describe, expect, it } from '@jest/globals';
import { type Me } from '../api/types';
import { actorName } from './actor';

const ME: Me = {
  ownerId: 'acme/ann',
  orgId: 'acme',
  name: null,
  email: null,
  role: 'viewer',
  rolePermissions: [],
  baseline: [],
  scopes: { 'read-only': [], 'read-write': [] },
};

describe('who did it', () => {
  it.each([
    ['user:acme/ann', 'you'],
    ['user:acme/bo', 'bo'],
    ['user:acme/a%2Fb', 'a/b'],
    ['user:other/ann', 'user:other/ann'],
    ['service:billing', 'service:billing'],
  ])('%s is told as %s', (by, name) => {
    expect(actorName(by, ME)).toBe(name);
  });

  it('is told as Keyward names it while nobody knows who is asking', () => {
    expect(actorName('user:acme/ann', undefined)).toBe('user:acme/ann');
  });
});
