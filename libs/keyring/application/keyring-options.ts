import { token } from '#process';
import { type KeyringPolicy } from '../domain/commands.js';

/** What an operator sets for the write side. */
export interface KeyringOptions extends KeyringPolicy {
  /** KEY_PREFIX */
  readonly keyPrefix: string;
  /** GRACE_HOURS: the grace of a rotation that names none. */
  readonly graceHours: number;
  /** MUTATIONS_PER_MINUTE */
  readonly mutationsPerMinute: number;
  /** MEMBER_CHANGES_PER_HOUR: of one manager or service, in one process. */
  readonly memberChangesPerHour: number;
  /** CONFIRM_TIMEOUT_MS: how long an answer waits for its change to be published and confirmed, both together. */
  readonly confirmTimeoutMs: number;
}

export const KEYRING_OPTIONS = token<KeyringOptions>('KeyringOptions');
