import { describe, expect, it } from '@jest/globals';
import { afterCursor, pageOf } from './page.js';

const named = (name: string): string => name;
const page = (items: readonly string[], limit: number, cursor?: string) =>
  pageOf(afterCursor(items, cursor, named), limit, named);

describe('pages of a list', () => {
  it('hold every item once, in order, whatever their size', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const limit of [1, 2, 3, 7, 8]) {
      const seen: string[] = [];
      for (let cursor: string | undefined; ;) {
        const { items: some, nextCursor } = page(items, limit, cursor);
        seen.push(...some);
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      expect(seen).toEqual(items);
    }
  });

  it('end with no cursor', () => {
    expect(page([], 3)).toEqual({ items: [], nextCursor: null });
    expect(page(['a', 'b'], 2)).toEqual({ items: ['a', 'b'], nextCursor: null });
    expect(page(['a', 'b'], 1)).toEqual({ items: ['a'], nextCursor: 'a' });
  });

  it('refuse a cursor that names no item', () => {
    expect(() => page(['a'], 1, 'b')).toThrow(
      expect.objectContaining({ code: 'invalid-request', detail: expect.stringContaining('cursor') }),
    );
  });
});
