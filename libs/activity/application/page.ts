import { Problem } from '#contracts';

/** Which part of a list is wanted. */
export interface Page {
  readonly limit: number;
  /** The `nextCursor` of the page before; undefined for the first page. */
  readonly cursor: string | undefined;
}

/** The page of `items`, and the cursor to go on from if there are more. @throws Problem invalid-request when the cursor names none of them. */
export function pageOf<T>(items: readonly T[], { limit, cursor }: Page, nameOf: (item: T) => string): { readonly items: readonly T[]; readonly nextCursor: string | null } {
  const start = cursor === undefined ? 0 : items.findIndex((item) => nameOf(item) === cursor) + 1;
  if (cursor !== undefined && start === 0) throw new Problem('invalid-request', 'cursor must be the nextCursor of an earlier page; leave it out for the first one.');
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  return { items: page, nextCursor: start + limit < items.length && last !== undefined ? nameOf(last) : null };
}
