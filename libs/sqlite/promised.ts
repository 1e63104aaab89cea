/** SQLite answers at once; the ports answer with a promise, also for what is thrown. */
export function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
