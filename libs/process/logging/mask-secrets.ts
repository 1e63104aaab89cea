import { maskKeys } from '#key-secret';

/** Credentials besides keys, wherever they stand in a text: bearer values and JWTs. */
const SHAPES: readonly (readonly [shape: RegExp, masked: string])[] = [
  [/\b(bearer\s+)[A-Za-z0-9._~+/=-]+/gi, '$1***'],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, '***'],
];

/** `text` without anything that looks like a credential; of an API key its hint stays. */
export function maskSecrets(text: string): string {
  return SHAPES.reduce((masked, [shape, replacement]) => masked.replace(shape, replacement), maskKeys(text));
}
