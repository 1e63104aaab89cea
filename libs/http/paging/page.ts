import { Problem } from '#contracts';

/** Which part of a list is wanted. */
export interface Page {
  readonly limit: number;
  /** The `nextCursor` of the page before; undefined for the first page. */
  readonly cursor: string | undefined;
}

/** What follows the item that `cursor` names in `items`. @throws Problem invalid-request when it names none. */
export function afterCursor<T>(
  items: readonly T[],
  cursor: string | undefined,
  nameOf: (item: T) => string,
): readonly T[] {
  if (cursor === undefined) return items;
  const at = items.findIndex((item) => nameOf(item) === cursor);
  if (at < 0) throw unknownCursor();
  return items.slice(at + 1);
}

export function unknownCursor(): Problem {
  return new Problem(
    'invalid-request',
    'cursor must be the nextCursor of an earlier page; leave it out for the first one.',
  );
}

/** The first `limit` of `items`, and the cursor to go on from if there are more. */
export function pageOf<T>(
  items: readonly T[],
  limit: number,
  nameOf: (item: T) => string,
): { readonly items: readonly T[]; readonly nextCursor: string | null } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, nextCursor: items.length > limit && last !== undefined ? nameOf(last) : null };
}
