const AT_ONCE = 32;

/** Does `work` for 0, 1, … below `count`, some of them at a time, and resolves with the results in that order. */
export async function atOnce<T>(count: number, work: (index: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  }));
  return results;
}
