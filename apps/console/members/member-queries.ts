import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { allPages } from '../api/all-pages';
import { api } from '../api/client';
import { answerOf } from '../api/problem';

const PAGE = 50;

/** Members whose id holds `search`, page by page. */
export const membersQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['members', { search }],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/v1/members', {
          params: {
            query: { limit: PAGE, ...(search !== '' && { search }), ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const memberQuery = (userId: string) =>
  queryOptions({
    queryKey: ['members', userId],
    queryFn: async () => (await answerOf(api.GET('/v1/members/{userId}', { params: { path: { userId } } }))).member,
  });

/** What changed the member's access, newest first; all of it. */
export const memberHistoryQuery = (userId: string) =>
  queryOptions({
    queryKey: ['members', userId, 'history'],
    queryFn: async () => {
      const events = await allPages(async (query) => {
        const { events: items, nextCursor } = await answerOf(
          api.GET('/v1/members/{userId}/history', { params: { path: { userId }, query } }),
        );
        return { items, nextCursor };
      });
      return events.toReversed();
    },
  });
