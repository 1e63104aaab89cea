/** When a bare event of a specification happened. */
export const START = '2026-01-01T00:00Z';

export function at(time: string): Date {
  return new Date(time);
}

export function iso(time: string): string {
  return at(time).toISOString();
}
