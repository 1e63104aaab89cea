/**
 * Whether an event came after a cache fill began, so that the fill may neither be cached nor answered from. Decided when
 * the fill arrives. Both numbers are readings of one counter that grows with every event that the cache applies.
 * @param startedAt the counter when the read of the store began.
 * @param lastEvent the counter after the latest event about the owner, the key or the digest that the fill brings;
 * undefined: none is known.
 */
export function isStaleFill(startedAt: number, lastEvent: number | undefined): boolean {
  return lastEvent !== undefined && lastEvent > startedAt;
}
