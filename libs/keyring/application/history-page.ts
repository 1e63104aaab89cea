import { afterCursor, type Page, pageOf } from '#http';
import { type HistoryEntry, type VersionedEntry } from '../domain/key-history.js';

export interface HistoryPage {
  readonly events: readonly HistoryEntry[];
  readonly nextCursor: string | null;
}

/** One page of a history, oldest first. */
export function historyPage(history: readonly VersionedEntry[], { limit, cursor }: Page): HistoryPage {
  const { items, nextCursor } = pageOf(afterCursor(history, cursor, versionOf), limit, versionOf);
  return { events: items.map(({ at, type, by, details }) => ({ at, type, by, details })), nextCursor };
}

function versionOf({ version }: VersionedEntry): string {
  return String(version);
}
