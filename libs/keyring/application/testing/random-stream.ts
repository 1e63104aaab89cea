import { REMINDER_INTERVALS, ROLES, type KeyringEvent, type OwnerId } from '#contracts';
import { type EventStore } from '#event-store';
import { wholeNumber } from '../../../../test/kit/seeded-random.js';
import { credential } from '../../domain/testing/events.js';

/** What one commit appends. */
export type RandomCommit = Parameters<EventStore['append']>[2];

const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTE_MS = 60_000;

/** A stream in which anything may happen, in any order, also what no command would decide. */
export function randomStream(random: () => number, commits: number): readonly RandomCommit[] {
  let minute = 0;
  let made = 0;
  const keyIds = ['k0'];
  const upTo = (end: number) => wholeNumber(random, 0, end);
  const oneOf = <T>(values: readonly [T, ...T[]]): T => values[upTo(values.length)] ?? values[0];
  const soon = () => new Date(START + (minute + upTo(3000) - 300) * MINUTE_MS).toISOString();
  const someKey = () => keyIds[Math.max(0, keyIds.length - 1 - upTo(6))] ?? 'k0';
  const kinds: readonly [() => KeyringEvent, ...(() => KeyringEvent)[]] = [
    () => {
      const keyId = `k${String(keyIds.length)}`;
      keyIds.push(keyId);
      return {
        type: 'KeyCreated',
        keyId,
        name: `Report – ${keyId}`,
        scope: oneOf(['read-only', 'read-write']),
        mode: oneOf(['live', 'test']),
        expiresAt: random() < 0.5 ? null : soon(),
        credential: credential(`c${String(made++)}`),
      };
    },
    () => rotated(),
    () => rotated(),
    () => rotated(),
    () => ({ type: 'GraceEnded', keyId: someKey(), credentialIds: [`c${String(upTo(made + 1))}`, 'c1'] }),
    () => ({ type: 'KeyRenamed', keyId: someKey(), name: `name ${String(upTo(9))}` }),
    () => ({ type: 'KeyExpiryChanged', keyId: someKey(), expiresAt: random() < 0.3 ? null : soon() }),
    () => ({ type: 'KeyPaused', keyId: someKey() }),
    () => ({ type: 'KeyResumed', keyId: someKey() }),
    () => ({ type: 'KeyRevoked', keyId: someKey(), reason: random() < 0.5 ? null : 'leaked' }),
    () => ({ type: 'RotationReminderSet', keyId: someKey(), intervalDays: oneOf(REMINDER_INTERVALS) }),
    () => ({ type: 'RotationReminderCleared', keyId: someKey() }),
    () => ({ type: 'OwnerRoleChanged', role: oneOf(ROLES), source: oneOf(['token', 'service']), toldAt: soon() }),
    () => ({ type: 'OwnerSeen' }),
    () => (random() < 0.2 ? { type: 'AllKeysRevoked', reason: null, count: upTo(5) } : rotated()),
    () => ({ type: 'OwnerDeactivated' }),
    () => ({ type: 'OwnerReactivated' }),
  ];
  const rotated = (): KeyringEvent => ({
    type: 'KeyRotated',
    keyId: someKey(),
    credential: credential(`c${String(made++)}`),
    retires: `c${String(upTo(made))}`,
    graceEndsAt: soon(),
  });
  return Array.from({ length: commits }, () => {
    minute += upTo(4);
    const at = new Date(START + minute * MINUTE_MS).toISOString();
    return Array.from({ length: 1 + upTo(3) }, () => ({ event: oneOf(kinds)(), at, by: 'user:acme/ann' as const }));
  });
}

/** Appends `commits` behind version `head`. Resolves with the new head. */
export async function appendAll(
  store: Pick<EventStore, 'append'>,
  stream: OwnerId,
  head: number,
  commits: readonly RandomCommit[],
): Promise<number> {
  let version = head;
  for (const events of commits) {
    await store.append(stream, version, events, { commandId: `${String(version)} ${String(events.length)}` });
    version += events.length;
  }
  return version;
}
