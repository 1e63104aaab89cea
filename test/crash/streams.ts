/** Few enough that workers meet on them. */
export const STREAMS: readonly string[] = Array.from({ length: 20 }, (_, n) => `acme/user-${String(n)}`);
