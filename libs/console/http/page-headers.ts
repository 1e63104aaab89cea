/** Everything comes from here, and nothing is written into the document. */
const OWN_ORIGIN = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
};

/** No text becomes script, either. */
const POLICY = { ...OWN_ORIGIN, 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" };

/** Swagger UI has its icons in its style, and writes text that it has sanitized into the document. */
export const DOCS_POLICY = { ...OWN_ORIGIN, 'img-src': "'self' data:" };

export interface DocumentRules {
  /** Who may show it in a frame; nobody unless said. */
  readonly frameAncestors?: readonly string[];
  readonly policy?: Readonly<Record<string, string>>;
}

/** Headers of a document. */
export function pageHeaders({ frameAncestors = [], policy: own = POLICY }: DocumentRules = {}): Readonly<
  Record<string, string>
> {
  const ancestors = frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ');
  const policy = { ...own, 'frame-ancestors': ancestors };
  return {
    'cache-control': 'no-cache',
    'content-security-policy': Object.entries(policy)
      .map(([directive, value]) => `${directive} ${value}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'clipboard-write=(self)',
    'referrer-policy': 'no-referrer',
    ...(frameAncestors.length === 0 && { 'x-frame-options': 'DENY' }),
  };
}
