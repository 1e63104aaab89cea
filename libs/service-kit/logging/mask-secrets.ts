/** What looks like a credential, whoever wrote it where: API keys (past the part of a hint), bearer values and JWTs. */
const SHAPES: readonly (readonly [shape: RegExp, masked: string])[] = [
  [/\b([A-Za-z0-9]{1,32}_sk_(?:live|test)_[A-Za-z0-9]{4})[A-Za-z0-9]+/g, '$1***'],
  [/\b(bearer\s+)[A-Za-z0-9._~+/=-]+/gi, '$1***'],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, '***'],
];

/** `text` without anything that looks like a credential; of an API key its hint stays. */
export function maskSecrets(text: string): string {
  return SHAPES.reduce((masked, [shape, replacement]) => masked.replace(shape, replacement), text);
}
