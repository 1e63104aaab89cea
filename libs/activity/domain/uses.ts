import { type LastUse } from '#contracts';

export { type LastUse } from '#contracts';

/** Verifications of a credential, accepted and denied apart. */
export interface UseCounts {
  readonly accepted: number;
  readonly denied: number;
}

export interface CredentialUseCounts extends UseCounts {
  readonly keyId: string;
  readonly credentialId: string;
}

/** Those in the minute or hour that begins at `at`, in milliseconds since the epoch. */
export interface UseCountsAt extends CredentialUseCounts {
  readonly at: number;
}

export interface Endpoint {
  readonly method: string;
  /** Without query, at most 256 characters. */
  readonly path: string;
}

/** What is the latest after `seen` has come, whichever order they come in. */
export function latestOf(known: LastUse | undefined, seen: LastUse): LastUse {
  if (known === undefined) return seen;
  return { ...seen, at: Math.max(known.at, seen.at), endpoint: laterEndpoint(known.endpoint, seen.endpoint) };
}

/** Of two in the same millisecond, the one that is known already. */
export function laterEndpoint(known: LastUse['endpoint'], seen: LastUse['endpoint']): LastUse['endpoint'] {
  if (known === null || seen === null) return known ?? seen;
  return seen.at > known.at ? seen : known;
}
