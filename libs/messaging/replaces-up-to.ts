import { type OutgoingRecord } from '#contracts';

const HEADER = 'replaces_up_to';

/**
 * Says of a record that it stands for everything on its topic up to `offset`, for readers that begin behind that. A
 * topic that is kept in memory may then forget those.
 */
export function replacingUpTo(offset: number, record: OutgoingRecord): OutgoingRecord {
  return { ...record, headers: { ...record.headers, [HEADER]: String(offset) } };
}

/** The offset that a record names so; undefined: it replaces nothing. */
export function replacedUpTo({ headers }: Pick<OutgoingRecord, 'headers'>): number | undefined {
  const offset = headers[HEADER];
  return offset === undefined || !/^\d{1,15}$/.test(offset) ? undefined : Number(offset);
}
