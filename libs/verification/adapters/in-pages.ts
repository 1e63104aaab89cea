/** Every item, page by page: `page` gets the id of the last one so far, `''` at first, and an empty page is the end. */
export async function* inPages<T>(
  page: (after: string) => Promise<readonly T[]>,
  idOf: (item: T) => string,
): AsyncGenerator<T> {
  for (
    let last: T | undefined, items = await page('');
    items.length > 0;
    items = await page(last === undefined ? '' : idOf(last))
  ) {
    yield* items;
    last = items.at(-1);
  }
}
