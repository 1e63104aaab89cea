/**
 * Whether a cache fill was overtaken by an event, so that it may neither be cached nor answered from. Judged when the
 * fill arrives. Both numbers are readings of one counter that every event increments when the cache is told of it.
 * @param startedAt the counter when the read of the store began.
 * @param lastTold the counter after the latest event about the owner, the key or the digest that the fill brings;
 * undefined: none is known.
 */
export function fillIsOvertaken(startedAt: number, lastTold: number | undefined): boolean {
  return lastTold !== undefined && lastTold > startedAt;
}
