const AT_ONCE = 32;

/** Does `work` for each of `items`, some of them at a time, and resolves with the results in their order. */
export async function atOnce<I, R>(
  items: readonly I[],
  work: (item: I, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const open = items.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, item] of open) results[index] = await work(item, index);
    }),
  );
  return results;
}
