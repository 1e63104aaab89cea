/** Resolves as `work` does, or with undefined once `signal` is aborted. Leaves no listener behind. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener(
      'abort',
      () => {
        resolve(undefined);
      },
      { signal: settled.signal },
    );
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    settled.abort();
  }
}
