/**
 * Gives equal values the same small number, so that a state is a few numbers and a decision on the same values is made
 * once.
 */
export class Interner<T> {
  private readonly ids = new Map<string, number>();
  private readonly values: T[] = [];

  id(value: T): number {
    const key = JSON.stringify(value, (_name, part: unknown) =>
      part instanceof Map || part instanceof Set ? [...part.entries()] : part,
    );
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    this.ids.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }

  value(id: number): T {
    const value = this.values[id];
    if (value === undefined) throw new RangeError(`no value ${String(id)}`);
    return value;
  }
}

/** `compute`, a pure function of small numbers, done once for each of their combinations. */
export function once<T>(compute: (a: number, b: number) => T): (a: number, b?: number) => T {
  const results = new Map<number, T>();
  return (a, b = 0) => {
    const key = a * 65_536 + b;
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(a, b);
    results.set(key, result);
    return result;
  };
}
