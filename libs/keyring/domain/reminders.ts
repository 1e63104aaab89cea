import { type KeyringEvent } from '#contracts';
import { type ClearReminder, type SetReminder } from './commands.js';
import { requireActiveKey, type Keyring } from './keyring.js';

export function setReminder({ keyId, intervalDays }: SetReminder, keyring: Keyring, now: Date): KeyringEvent[] {
  const { reminder } = requireActiveKey(keyring, keyId, now);
  return reminder === intervalDays ? [] : [{ type: 'RotationReminderSet', keyId, intervalDays }];
}

export function clearReminder({ keyId }: ClearReminder, keyring: Keyring, now: Date): KeyringEvent[] {
  const { reminder } = requireActiveKey(keyring, keyId, now);
  return reminder === null ? [] : [{ type: 'RotationReminderCleared', keyId }];
}
