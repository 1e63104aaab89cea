import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;
const LOOKS_EVERY_MS = 5000;

const told = new Set<() => void>();
setInterval(() => {
  for (const tell of told) tell();
}, LOOKS_EVERY_MS);

function subscribe(tell: () => void): () => void {
  told.add(tell);
  return () => {
    told.delete(tell);
  };
}

const minute = () => Math.floor(Date.now() / MINUTE_MS);

/**
 * What the page takes for now: the browser's clock, anew with every minute. What must be exact (age, expiry, grace)
 * Keyward decides by its own.
 */
export function useNow(): number {
  useSyncExternalStore(subscribe, minute);
  return Date.now();
}
