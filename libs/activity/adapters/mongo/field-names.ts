/** Earlier versions stored a minute by route; this is what they stored of none. */
export const NO_ROUTE = '-';

/** `id` as the name of a field: readable, without the characters that have a meaning in the path of one. */
export function fieldName(id: string): string {
  return id.replace(/[%.$\0]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

export function idOf(field: string): string {
  return field.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
