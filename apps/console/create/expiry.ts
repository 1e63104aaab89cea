export const PRESETS = ['30', '90', '365', 'never', 'date'] as const;
export type Preset = (typeof PRESETS)[number];

/**
 * When the key stops: null is never; undefined, when no date in the future is chosen yet. Days and the year are the
 * calendar's, at the same time of day. `date` is local: “2027-02-26 13:34:00”.
 */
export function expiryOf(preset: Preset, date: string | null, now: number): Date | null | undefined {
  if (preset === 'never') return null;
  if (preset !== 'date') {
    const at = new Date(now);
    if (preset === '365') at.setFullYear(at.getFullYear() + 1);
    else at.setDate(at.getDate() + Number(preset));
    return at;
  }
  const chosen = date === null ? Number.NaN : new Date(date.replace(' ', 'T')).getTime();
  return chosen > now ? new Date(chosen) : undefined;
}

/** The opposite: the instant in the reader's own zone, as a date field has it. */
export function localDateOf(iso: string): string {
  const at = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
