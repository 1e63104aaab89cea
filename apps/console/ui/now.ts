import { createContext, useContext } from 'react';

/** What the page takes for now: the clock of the server, so that “3 days ago” is right on a machine whose clock is not. */
export const NowContext = createContext<() => number>(() => Date.now());

export function useNow(): number {
  return useContext(NowContext)();
}
