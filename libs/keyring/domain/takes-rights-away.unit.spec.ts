import { expect, it } from '@jest/globals';
import { type KeyringCommand } from './commands.js';
import { decide } from './decide.js';
import { fold } from './evolve.js';
import { emptyKeyring, type Keyring } from './keyring.js';
import { takesRightsAway } from './takes-rights-away.js';
import {
  changeKey,
  clearReminder,
  createKey,
  endGrace,
  MANAGER,
  pauseKey,
  resumeKey,
  revokeAllKeys,
  revokeKey,
  revokeMemberKeys,
  rotateKey,
  setReminder,
} from './testing/commands.js';

const NOW = new Date('2026-01-10T00:00:00Z');
const POLICY = {
  maxKeysPerOwner: 100,
  maxKeysEverPerOwner: 1000,
  mutationsPerHour: 1000,
  roleSource: 'token',
} as const;

function after(command: KeyringCommand, keyring: Keyring): Keyring {
  const at = NOW.toISOString();
  return fold(
    keyring,
    decide(command, keyring, NOW, POLICY).map((event) => ({ event, at })),
  );
}

const JUNE = new Date('2026-06-01T00:00:00Z');
const MAY = new Date('2026-05-01T00:00:00Z');
const created = after(createKey({ expiresAt: JUNE }), emptyKeyring);

it.each<[string, KeyringCommand]>([
  ['a revocation', revokeKey()],
  ['the revocation of all keys', revokeAllKeys()],
  ['the revocation of a member’s keys', revokeMemberKeys(MANAGER)],
  ['a pause', pauseKey()],
  ['the end of a grace', endGrace()],
  ['a rotation without grace', rotateKey({ graceHours: 0 })],
  ['an expiry that is brought forward', changeKey({ expiresAt: MAY })],
  ['a deactivation', { type: 'DeactivateOwner', requester: MANAGER }],
  ['a reactivation that revokes the keys', { type: 'ReactivateOwner', requester: MANAGER, keys: 'revoke' }],
])('%s takes rights away, and so does its repetition', (_, command) => {
  const once = after(command, created);
  expect(takesRightsAway(command, once)).toBe(true);
  expect(takesRightsAway(command, after(command, once))).toBe(true);
});

it.each<[string, KeyringCommand]>([
  ['a creation', createKey({ keyId: 'k2', credentialId: 'c9' })],
  ['a rotation with grace', rotateKey({ graceHours: 1 })],
  ['a new name', changeKey({ name: 'Feed' })],
  ['an expiry that is put off', changeKey({ expiresAt: null })],
  ['a resumption', resumeKey()],
  ['a reminder', setReminder(30)],
  ['the end of a reminder', clearReminder()],
  ['a reactivation that restores the keys', { type: 'ReactivateOwner', requester: MANAGER, keys: 'restore' }],
])('%s takes none away', (_, command) => {
  expect(takesRightsAway(command, after(command, created))).toBe(false);
});
