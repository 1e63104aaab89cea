import { variablesOf } from './variable.js';

/**
 * The names that some Keyward service reads; one that is set but not read by this one is not a mistake. SERVICE_TOKEN,
 * which only `ops` reads, is: for a service it is SERVICE_TOKENS.
 */
const KEYWARD_NAMES: ReadonlySet<string> = new Set([
  'ACCEPT_MODES',
  'AUTHORIZE_SOURCE',
  'CACHE_MAX',
  'CONFIRM_TIMEOUT_MS',
  'CONSOLE_URL',
  'DATA_DIR',
  'DRAIN_MS',
  'EMBED_ORIGINS',
  'GATEWAY_TOKEN',
  'GRACE_HOURS',
  'GRPC_PORT',
  'HOST',
  'JWKS_URL',
  'JWT_AUDIENCE',
  'JWT_ISSUER',
  'JWT_MAX_LIFETIME_DAYS',
  'JWT_SECRET',
  'KAFKA_BROKERS',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_USERNAME',
  'KAFKA_TLS_CA',
  'KAFKA_TLS_CERT',
  'KAFKA_TLS_ENABLED',
  'KAFKA_TLS_KEY',
  'KEYWARD_TEST_CLOCK',
  'KEY_COMMAND_URL',
  'KEY_PEPPERS',
  'KEY_PREFIX',
  'LEASE_MS',
  'LOG_LEVEL',
  'MAIL_FROM',
  'MAX_CONNECTIONS',
  'MAX_HEADER_BYTES',
  'MAX_KEYS_EVER_PER_OWNER',
  'MAX_KEYS_PER_OWNER',
  'MEMBER_CHANGES_PER_HOUR',
  'MONGO_URL',
  'MUTATIONS_PER_HOUR',
  'MUTATIONS_PER_MINUTE',
  'NODE_ENV',
  'OIDC_CLIENT_AUTH',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_ISSUER',
  'OIDC_SCOPES',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_TRACES_SAMPLER_ARG',
  'PERMISSIONS_FILE',
  'PORT',
  'REMINDER_CLAIM_MS',
  'REMINDER_LEAD_DAYS',
  'REQUEST_TIMEOUT_MS',
  'ROLE_SOURCE',
  'ROUTES_FILE',
  'SERVICE_TOKENS',
  'SESSION_COOKIE',
  'SESSION_SECRET',
  'SMTP_URL',
  'TCP_PORT',
  'TLS_CA_FILE',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'TRUST_PROXY',
  'UPSTREAM_CA_FILE',
  'VERIFICATION_HOST',
  'VERIFICATION_SERVICE_TOKEN',
  'VERIFICATION_TCP_PORT',
  'VERIFY_AUTH',
  'WORKERS',
]);

/**
 * Variables in `source` that nobody reads but that are one or two letters away from one that `EnvClass` reads: a
 * sentence for each.
 */
export function nearMisses(
  EnvClass: new () => object,
  source: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] {
  const own = variablesOf(EnvClass);
  const known = new Set([...KEYWARD_NAMES, ...own.keys()].flatMap((name) => [name, `${name}_FILE`]));
  const candidates = [...own].flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
  return Object.keys(source)
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const meant = candidates.find((candidate) => isNear(name, candidate));
      return meant === undefined ? [] : [`${name} is set, but nothing reads it: did you mean ${meant}?`];
    });
}

/** Short names have too many neighbours that mean something else (HOST, HOME). */
function isNear(name: string, candidate: string): boolean {
  const most = candidate.length < 6 ? 1 : 2;
  return Math.abs(name.length - candidate.length) <= most && editDistance(name, candidate) <= most;
}

/** Insertions, deletions and substitutions that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
