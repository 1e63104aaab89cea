/** Consumer groups: with several processes each gets a share. */
export const ACTIVITY_GROUPS = { usage: 'activity-usage', keys: 'activity-keys' } as const;
