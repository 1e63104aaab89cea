import { type Key, type Summary } from '../api/types';

export const FILTERS = ['all', 'due', 'unused', 'busy', 'paused'] as const;
export type Filter = (typeof FILTERS)[number];
export type Summaries = ReadonlyMap<string, Summary>;

/**
 * Which keys the person has asked for. It lives in the page's address, so that a reload and the back button keep it.
 */
export interface View {
  readonly search: string;
  readonly filter: Filter;
  readonly withRevoked: boolean;
  readonly sort: Sort;
}

export const SORTS = ['newest', 'age', 'last-used', 'requests'] as const;
export type Sort = (typeof SORTS)[number];

export function viewOf(query: URLSearchParams): View {
  return {
    search: query.get('search') ?? '',
    filter: FILTERS.find((filter) => filter === query.get('filter')) ?? 'all',
    withRevoked: query.get('revoked') === 'shown',
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? 'newest',
  };
}

/** What is shaped like a key: up to the part that the list shows, and the rest. */
const KEY = /(\w+_sk_(?:live|test)_[0-9A-Za-z]{4})[0-9A-Za-z]+/g;

/** A key that is pasted whole is found by its start; the rest of it stays out of the address. */
export function queryOf({ search, filter, withRevoked, sort }: View): URLSearchParams {
  return new URLSearchParams({
    ...(search !== '' && { search: search.replace(KEY, '$1') }),
    ...(filter !== 'all' && { filter }),
    ...(withRevoked && { revoked: 'shown' }),
    ...(sort !== 'newest' && { sort }),
  });
}

/** Unknown use is no use to filter by: while it loads, no key counts as unused. */
export function passes(key: Key, filter: Filter, summaries: Summaries): boolean {
  const summary = summaries.get(key.keyId);
  switch (filter) {
    case 'all':
      return true;
    case 'due':
      return key.rotationDue;
    case 'unused':
      return (
        key.status === 'active' && summary !== undefined && (summary.flag === 'idle' || summary.lastUsedAt === null)
      );
    case 'busy':
      return key.status === 'active' && summary?.flag === 'busy';
    case 'paused':
      return key.status === 'paused';
  }
}

export function visibleKeys(
  keys: readonly Key[],
  { search, filter, sort }: View,
  summaries: Summaries,
): readonly Key[] {
  const wanted = search.trim().toLocaleLowerCase();
  const found = keys.filter(
    (key) => `${key.name}\n${key.hint}`.toLocaleLowerCase().includes(wanted) && passes(key, filter, summaries),
  );
  return sort === 'newest' ? found : found.toSorted((a, b) => rank(b, sort, summaries) - rank(a, sort, summaries));
}

export function countOf(keys: readonly Key[], filter: Filter, summaries: Summaries): number {
  return keys.filter((key) => passes(key, filter, summaries)).length;
}

function rank(key: Key, sort: Sort, summaries: Summaries): number {
  const summary = summaries.get(key.keyId);
  switch (sort) {
    case 'newest':
      return Date.parse(key.createdAt);
    case 'age':
      return -Date.parse(key.rotatedAt ?? key.createdAt);
    case 'last-used':
      return summary?.lastUsedAt == null ? -1 : Date.parse(summary.lastUsedAt);
    case 'requests':
      return summary?.last24h ?? -1;
  }
}
