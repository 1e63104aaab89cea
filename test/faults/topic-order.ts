import { decodeKeyEvent, type IncomingRecord, type OwnerId, type RecordedEvent } from '#contracts';
import { type Command } from './history.js';

/** What key-events holds, read to its end. */
export interface TopicContent {
  /** Each version of each owner where it first appeared, in the order of versions. */
  readonly streams: ReadonlyMap<OwnerId, readonly RecordedEvent[]>;
  /** How many records repeat a version that stands before them. */
  readonly repeated: number;
  /** What must not be: a version that appears before the one below it, or that comes back as something else. */
  readonly violations: readonly string[];
}

/** @param records those of one partition in order. */
export function topicContent(records: readonly IncomingRecord[]): TopicContent {
  const streams = new Map<OwnerId, RecordedEvent[]>();
  const violations: string[] = [];
  let repeated = 0;
  for (const record of records) {
    const at = `at ${String(record.partition)}:${String(record.offset)}`;
    const decoded = decodeKeyEvent(record);
    if (decoded.outcome !== 'event') {
      violations.push(`${decoded.outcome} ${at}: ${decoded.reason}`);
      continue;
    }
    const { ownerId, version } = decoded.recorded;
    const stream = streams.get(ownerId) ?? [];
    streams.set(ownerId, stream);
    if (version === stream.length + 1) stream.push(decoded.recorded);
    else if (version > stream.length)
      violations.push(`${ownerId}@${String(version)} ${at} came after ${String(stream.length)}`);
    else {
      repeated++;
      if (JSON.stringify(stream[version - 1]) !== JSON.stringify(decoded.recorded))
        violations.push(`${ownerId}@${String(version)} ${at} is not what it was`);
    }
  }
  return { streams, repeated, violations };
}

/** The commands that were answered as done and of which `streams` holds no event. */
export function lostCommands(commands: readonly Command[], streams: TopicContent['streams']): readonly string[] {
  const done = commands.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'acknowledged');
  return done
    .filter((command) => !(streams.get(command.ownerId) ?? []).some((recorded) => isOf(command, recorded)))
    .map(({ action, ownerId, keyId }) => `${action} of ${String(keyId)} by ${ownerId}`);
}

function isOf({ action, keyId, issues }: Command, { event }: RecordedEvent): boolean {
  if (!('keyId' in event) || event.keyId !== keyId) return false;
  switch (action) {
    case 'create':
      return event.type === 'KeyCreated' && event.credential.credentialId === issues;
    case 'rotate':
      return event.type === 'KeyRotated' && event.credential.credentialId === issues;
    case 'end-grace':
      return event.type === 'GraceEnded';
    case 'revoke':
      return event.type === 'KeyRevoked';
    case 'remind':
      return event.type === 'RotationReminderSet';
  }
}
