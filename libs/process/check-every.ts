const LATEST_MS = 1000;

/**
 * How often to look whether something has outlived one of its limits, in milliseconds: each second, or each tenth of a
 * limit below ten.
 */
export function checkEveryMs(...limitsMs: readonly number[]): number {
  return Math.min(LATEST_MS, ...limitsMs.map((limitMs) => limitMs / 10));
}
