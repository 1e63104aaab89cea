export const GRACES = ['0', '1', '24', '72', '168'] as const;
export type Grace = (typeof GRACES)[number];

/** When the old key stops: after its grace, and never later than the key itself. */
export function graceEnd(
  grace: Grace,
  expiresAt: string | null,
  now: number,
): { readonly at: Date; readonly isCut: boolean } {
  const at = now + Number(grace) * 3_600_000;
  const expiry = expiresAt === null ? Infinity : Date.parse(expiresAt);
  return { at: new Date(Math.min(at, expiry)), isCut: expiry < at };
}
