/** The value of `Authorization: Bearer <value>`; undefined when there is none, or another scheme. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
}
