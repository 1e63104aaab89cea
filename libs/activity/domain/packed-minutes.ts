import { type UseCounts } from './uses.js';

/** Uses by minute of an hour, 0 to 59. */
export type MinutesOfHour = ReadonlyMap<number, UseCounts>;

/**
 * The minutes of an hour that is over, in a few bytes each: for every minute with uses its number, accepted and denied,
 * each as seven bits a byte, the lowest first, the eighth set while more follow.
 */
export function packMinutes(minutes: MinutesOfHour): Uint8Array {
  const bytes: number[] = [];
  for (const [minute, { accepted, denied }] of [...minutes].sort(([a], [b]) => a - b)) {
    for (const number of [minute, accepted, denied]) {
      let rest = number;
      for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
      bytes.push(rest);
    }
  }
  return Uint8Array.from(bytes);
}

export function unpackMinutes(packed: Uint8Array): MinutesOfHour {
  const numbers: number[] = [];
  let number = 0;
  let weight = 1;
  for (const byte of packed) {
    number += (byte & 0x7f) * weight;
    weight *= 0x80;
    if (byte >= 0x80) continue;
    numbers.push(number);
    [number, weight] = [0, 1];
  }
  const minutes = new Map<number, UseCounts>();
  for (let at = 0; at + 2 < numbers.length; at += 3)
    minutes.set(numbers[at] ?? 0, { accepted: numbers[at + 1] ?? 0, denied: numbers[at + 2] ?? 0 });
  return minutes;
}

/** Both together. */
export function sumOfMinutes(one: MinutesOfHour, other: MinutesOfHour): MinutesOfHour {
  const sums = new Map(one);
  for (const [minute, { accepted, denied }] of other) {
    const sum = sums.get(minute);
    sums.set(minute, { accepted: accepted + (sum?.accepted ?? 0), denied: denied + (sum?.denied ?? 0) });
  }
  return sums;
}
