/**
 * The origins of the pages that may show this one in a frame, as the document for frames tells them; null: this is the
 * page itself.
 */
export function hostOrigins(): readonly string[] | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="keyward-embed-origins"]');
  return meta === null ? null : meta.content.split(' ');
}
