import { type RecordedEvent } from '#contracts';
import { afterCursor, type Page, pageOf } from '#http';
import { type HistoryEntry } from '../domain/key-history.js';

export interface HistoryPage {
  readonly events: readonly HistoryEntry[];
  readonly nextCursor: string | null;
}

/** One page of the history whose events have `versions`, oldest first. Only its own events are read. */
export async function historyPage(
  versions: readonly number[],
  { limit, cursor }: Page,
  eventsAt: (versions: readonly number[]) => Promise<readonly RecordedEvent[]>,
  entryOf: (recorded: RecordedEvent) => HistoryEntry,
): Promise<HistoryPage> {
  const { items, nextCursor } = pageOf(afterCursor(versions, cursor, String), limit, String);
  return { events: (await eventsAt(items)).map(entryOf), nextCursor };
}
