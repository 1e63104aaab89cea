const NO_VALUES: readonly string[] = [];

/**
 * Every value of one header, as it came.
 * @param rawHeaders name, value, name, value, … as Node gives them: a parsed header object hides repetitions.
 * @param name in lower case.
 */
export function headerValues(rawHeaders: readonly string[], name: string): readonly string[] {
  let values: string[] | undefined;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const each = rawHeaders[at];
    if (each?.length === name.length && each.toLowerCase() === name) (values ??= []).push(rawHeaders[at + 1] ?? '');
  }
  return values ?? NO_VALUES;
}
