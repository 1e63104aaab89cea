/** `record` as it was on the other side: a Buffer arrives as Uint8Array. */
export function withBuffer<Record extends { readonly value: Uint8Array | null }>(
  record: Record,
): Omit<Record, 'value'> & { readonly value: Buffer | null } {
  const { value } = record;
  return { ...record, value: value && Buffer.from(value.buffer, value.byteOffset, value.byteLength) };
}
