const MOST_LEVELS = 32;
const MOST_VALUES = 5000;

/**
 * What makes `json` more than any request needs, in a few words; null: nothing does. Whoever reads the request further
 * can then safely recurse into its levels, and name each of its members.
 */
export function excessOf(json: unknown): string | null {
  let seen = 0;
  const below = (value: unknown, levels: number): string | null => {
    if (typeof value !== 'object' || value === null) return null;
    if (levels === 0) return `is nested deeper than ${String(MOST_LEVELS)} levels`;
    const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    seen += values.length;
    if (seen > MOST_VALUES) return `holds more than ${String(MOST_VALUES)} values`;
    for (let at = 0; at < values.length; at++) {
      const excess = below(values[at], levels - 1);
      if (excess !== null) return excess;
    }
    return null;
  };
  return below(json, MOST_LEVELS);
}
