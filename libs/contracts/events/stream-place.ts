/** Where an event stands in its stream, for a consumer that has applied the stream up to `applied`. */
export type StreamPlace = 'seen' | 'next' | { readonly gap: string };

/** A gap says what is missing: nothing behind it may be applied. */
export function placeInStream(version: number, applied: number): StreamPlace {
  if (version <= applied) return 'seen';
  return version === applied + 1 ? 'next' : { gap: `version ${String(version)} came after ${String(applied)}` };
}
