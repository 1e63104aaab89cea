/** Domain time. Injected everywhere, so that tests can move it; leases, retries and log timestamps never use it. */
export interface Clock {
  now(): Date;
}
