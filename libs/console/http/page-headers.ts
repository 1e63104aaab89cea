/** Everything comes from here, nothing is written into the document, and no text becomes script. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
};

/** Headers of the document. `frameAncestors`: who may show it in a frame; nobody unless said. */
export function pageHeaders(frameAncestors: readonly string[] = []): Readonly<Record<string, string>> {
  const ancestors = frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ');
  const policy = { ...POLICY, 'frame-ancestors': ancestors };
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
