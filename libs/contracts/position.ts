/** Where a record stands on a topic. Written `"partition:offset"` in answers. */
export interface Position {
  readonly partition: number;
  readonly offset: number;
}

/** Per partition, the last offset up to and including which everything is done. A missing partition: nothing yet. */
export type Positions = Readonly<Record<number, number>>;

export function formatPosition({ partition, offset }: Position): string {
  return `${String(partition)}:${String(offset)}`;
}

/** Whether everything up to and including `position` is covered by `applied`. */
export function covers(applied: Positions, position: Position): boolean {
  return (applied[position.partition] ?? -1) >= position.offset;
}

/** Whether `applied` covers every position of `wanted`. */
export function coversAll(applied: Positions, wanted: Positions): boolean {
  return Object.entries(wanted).every(([partition, offset]) => (applied[Number(partition)] ?? -1) >= offset);
}

/** The further of both, partition by partition. */
export function furthest(a: Positions, b: Positions): Positions {
  const merged: Record<number, number> = { ...a };
  for (const [partition, offset] of Object.entries(b)) {
    merged[Number(partition)] = Math.max(merged[Number(partition)] ?? -1, offset);
  }
  return merged;
}

/** How many offsets `end` names beyond `handled`. */
export function recordsBehind(handled: Positions, end: Positions): number {
  return Object.entries(end).reduce(
    (sum, [partition, offset]) => sum + Math.max(0, offset - (handled[Number(partition)] ?? -1)),
    0,
  );
}
