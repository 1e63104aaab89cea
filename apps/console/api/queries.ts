import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import { answerOf } from './problem';
import { type Key } from './types';

const PAGE = 100;

/** The caller's keys, newest first; all of them, page by page. */
export const keysQuery = (withRevoked: boolean) => queryOptions({
  queryKey: ['keys', { withRevoked }],
  queryFn: async (): Promise<readonly Key[]> => {
    const keys: Key[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: PAGE, ...(withRevoked && { include: 'revoked' as const }), ...(cursor !== undefined && { cursor }) };
      const page = await answerOf(api.GET('/v1/keys', { params: { query } }));
      keys.push(...page.keys);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return keys;
  },
});

/** What each key was used for, in short. */
export const summariesQuery = queryOptions({
  queryKey: ['activity'],
  refetchInterval: 30_000,
  queryFn: async () => new Map((await answerOf(api.GET('/v1/activity', { params: { query: { limit: PAGE } } }))).keys.map((summary) => [summary.keyId, summary])),
});

export const meQuery = queryOptions({ queryKey: ['me'], staleTime: 60_000, queryFn: () => answerOf(api.GET('/v1/me')) });

export const activityQuery = (keyId: string) => queryOptions({
  queryKey: ['activity', keyId],
  refetchInterval: 10_000,
  queryFn: () => answerOf(api.GET('/v1/keys/{keyId}/activity', { params: { path: { keyId } } })),
});

export const historyQuery = (keyId: string) => queryOptions({
  queryKey: ['history', keyId],
  queryFn: async () => (await answerOf(api.GET('/v1/keys/{keyId}/history', { params: { path: { keyId }, query: { limit: PAGE } } }))).events,
});
