import { queryOptions } from '@tanstack/react-query';
import { allPages } from './all-pages';
import { api } from './client';
import { answerOf } from './problem';

/** The caller's keys, newest first. */
export const keysQuery = (withRevoked: boolean) =>
  queryOptions({
    queryKey: ['keys', { withRevoked }],
    queryFn: () =>
      allPages(async (query) => {
        const { keys: items, nextCursor } = await answerOf(
          api.GET('/v1/keys', { params: { query: { ...query, ...(withRevoked && { include: 'revoked' as const }) } } }),
        );
        return { items, nextCursor };
      }),
  });

/** What each key was used for, in short. */
export const summariesQuery = queryOptions({
  queryKey: ['activity'],
  refetchInterval: 30_000,
  queryFn: async () => {
    const summaries = await allPages(async (query) => {
      const { keys: items, nextCursor } = await answerOf(api.GET('/v1/activity', { params: { query } }));
      return { items, nextCursor };
    });
    return new Map(summaries.map((summary) => [summary.keyId, summary]));
  },
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: () => answerOf(api.GET('/v1/me')),
});

export const activityQuery = (keyId: string) =>
  queryOptions({
    queryKey: ['activity', keyId],
    refetchInterval: 10_000,
    queryFn: () => answerOf(api.GET('/v1/keys/{keyId}/activity', { params: { path: { keyId } } })),
  });

/** What happened to a key, oldest first. */
export const historyQuery = (keyId: string) =>
  queryOptions({
    queryKey: ['history', keyId],
    queryFn: () =>
      allPages(async (query) => {
        const { events: items, nextCursor } = await answerOf(
          api.GET('/v1/keys/{keyId}/history', { params: { path: { keyId }, query } }),
        );
        return { items, nextCursor };
      }),
  });
