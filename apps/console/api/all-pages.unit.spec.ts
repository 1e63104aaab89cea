import { expect, it } from '@jest/globals';
import { allPages } from './all-pages';

it('every page of a list is read, each with the cursor of the one before', async () => {
  const pages = [
    { items: ['a', 'b'], nextCursor: 'b' },
    { items: ['c'], nextCursor: 'c' },
    { items: [], nextCursor: null },
  ];
  const asked: unknown[] = [];
  const all = await allPages((query) => {
    asked.push(query);
    return Promise.resolve(pages[asked.length - 1] ?? { items: [], nextCursor: null });
  });
  expect(all).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual([{ limit: 100 }, { limit: 100, cursor: 'b' }, { limit: 100, cursor: 'c' }]);
});
