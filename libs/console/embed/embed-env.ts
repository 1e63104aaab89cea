import { isLoopback, Satisfies, Variable } from '#env';

/** In whose pages people may see the page. */
export class EmbedEnv {
  /** The origins of host products that may show the page in a frame; none: there is no page for frames. */
  @Variable({ example: 'https://app.example.com' })
  @Satisfies((value) =>
    Array.isArray(value) ? (value.map(originFault).find((fault) => fault !== null) ?? null) : null,
  )
  readonly EMBED_ORIGINS: string[] = [];
}

/** What browsers' policies can name: no IPv6 address. It also ends up in a header and in a document as it is. */
const NAMED_HOST = /^[a-z0-9.-]+$/;

function originFault(written: unknown): string | null {
  const text = String(written);
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return `has ${JSON.stringify(text)}, which is not an origin that begins with https://`;
  if (!NAMED_HOST.test(url.hostname))
    return `has ${JSON.stringify(text)}, whose host is not a plain name: every origin must be named, without * and without IPv6 addresses`;
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return `has ${JSON.stringify(text)} over plain http, where anybody on the way can change the page around the frame; use https`;
  return text === url.origin
    ? null
    : `has ${JSON.stringify(text)}, which is not written as browsers write origins; write ${url.origin}`;
}
