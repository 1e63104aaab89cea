/** The longest grace of a replaced secret, in hours. */
export const MAX_GRACE_HOURS = 168;
