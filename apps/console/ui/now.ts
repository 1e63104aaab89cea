/** What the page takes for now: the browser's clock. What must be exact (age, expiry, grace) Keyward decides by its own. */
export function useNow(): number {
  return Date.now();
}
