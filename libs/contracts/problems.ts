interface ProblemDefinition {
  readonly title: string;
  /** What the caller can do about it; shown in docs/errors.md, and as `detail` where nothing more specific is known. */
  readonly remedy: string;
}

/** Every error code that an answer can carry: one closed list. docs/errors.md is generated from it. */
export const PROBLEMS = {
  'invalid-json': { title: 'The body is not JSON', remedy: 'Send a JSON object with Content-Type: application/json.' },
  'invalid-request': { title: 'The request is not valid', remedy: 'Correct the fields that the detail names.' },
  'token-missing': {
    title: 'No user token',
    remedy: 'Send Authorization: Bearer <user token>. An API key is not accepted here.',
  },
  'token-invalid': { title: 'The token is not valid', remedy: 'Sign in again and send the new token.' },
  'token-expired': { title: 'The token has expired', remedy: 'Sign in again and send the new token.' },
  'session-refused': {
    title: 'The session is not accepted here',
    remedy: 'Open the page at its own address, or sign in again.',
  },
  'service-token-invalid': {
    title: 'No valid service token',
    remedy: 'Send Authorization: Bearer <service token> of a name listed in SERVICE_TOKENS.',
  },
  'gateway-token-invalid': {
    title: 'No valid gateway token',
    remedy: 'Send X-Gateway-Token with the value of GATEWAY_TOKEN.',
  },
  'key-missing': { title: 'No API key', remedy: 'Send the key in the X-API-Key header.' },
  'key-ambiguous': { title: 'More than one API key', remedy: 'Send exactly one key, once.' },
  malformed: { title: 'Not an API key', remedy: 'Check that the key was copied whole; its checksum does not match.' },
  'mode-refused': {
    title: 'Keys of this mode are not accepted here',
    remedy: 'Use a key of an accepted mode (live or test).',
  },
  unknown: { title: 'The API key is not known', remedy: 'Check the key, or create a new one.' },
  revoked: { title: 'The API key was revoked', remedy: 'Create a new key and use it instead.' },
  expired: { title: 'The API key has expired', remedy: 'Create a new key and use it instead.' },
  paused: { title: 'The API key is paused', remedy: 'Resume the key, or use another one.' },
  'grace-ended': {
    title: 'The API key was rotated and its grace period is over',
    remedy: 'Use the key that the rotation issued.',
  },
  'owner-inactive': { title: 'The owner is deactivated', remedy: 'Ask an administrator to reactivate the account.' },
  'permission-denied': {
    title: 'The permission is missing',
    remedy: 'Use a key whose scope and whose owner’s role include the permission.',
  },
  'route-unmapped': {
    title: 'No rule allows this route',
    remedy: 'Check method and path; only routes in the route table can be called with a key.',
  },
  forbidden: { title: 'Not allowed', remedy: 'Ask somebody whose role allows it.' },
  'key-not-found': { title: 'No such key', remedy: 'Check the keyId; only your own keys are visible.' },
  'member-unknown': {
    title: 'No such member',
    remedy:
      'Check the userId; Keyward has not seen this member yet. A service can act on a member before the first visit.',
  },
  'not-found': { title: 'No such route', remedy: 'Check method and path against /v1/openapi.json.' },
  'method-not-allowed': {
    title: 'The path does not take this method',
    remedy: 'Use one of the methods that the Allow header names.',
  },
  'request-timeout': {
    title: 'The request did not arrive in time',
    remedy: 'Send the whole request, headers and body, without pauses.',
  },
  'key-limit-reached': {
    title: 'Too many active keys',
    remedy: 'Revoke a key that is no longer needed, then try again.',
  },
  'keys-ever-limit-reached': {
    title: 'Too many keys were ever created',
    remedy: 'Rotate a key that is there instead of creating another one, or ask who runs Keyward for a higher limit.',
  },
  'too-many-live-credentials': {
    title: 'Too many live credentials',
    remedy: 'End the grace of earlier rotations (end-grace), then rotate again.',
  },
  'key-revoked': { title: 'The key is revoked', remedy: 'Create a new key instead.' },
  'key-expired': { title: 'The key has expired', remedy: 'Give it a later expiry first, or create a new key.' },
  'role-from-token': {
    title: 'Roles come from user tokens here',
    remedy: 'Change the role at the identity provider, or have the host product set it with its service token.',
  },
  'concurrent-change': { title: 'The keys were changed at the same time', remedy: 'Try again.' },
  'request-too-large': { title: 'The request is too large', remedy: 'Send a smaller body.' },
  'unsupported-media-type': { title: 'Unsupported media type', remedy: 'Send Content-Type: application/json.' },
  'idempotency-key-reused': {
    title: 'The Idempotency-Key was used for another request',
    remedy: 'Use a new Idempotency-Key for a new request.',
  },
  'contact-unknown': {
    title: 'No e-mail address is known',
    remedy: 'Use a user token with an email claim, so that reminders can be sent.',
  },
  'too-many-requests': { title: 'Too many requests', remedy: 'Wait for the time in Retry-After, then try again.' },
  'change-limit-reached': {
    title: 'Too many changes within an hour',
    remedy: 'Wait for the time in Retry-After, then try again. Keys can be revoked and paused meanwhile.',
  },
  'headers-too-large': { title: 'The headers are too large', remedy: 'Send smaller headers.' },
  internal: { title: 'Something went wrong here', remedy: 'Try again; if it keeps happening, report the requestId.' },
  'verdict-unavailable': {
    title: 'No verdict can be given now',
    remedy: 'Try again after the time in Retry-After; treat the key as not accepted until then.',
  },
  'stream-unreadable': {
    title: 'The keys were changed by a newer version',
    remedy: 'Try again when the upgrade of this service is complete.',
  },
  'not-ready': { title: 'Not ready', remedy: 'Try again shortly.' },
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof PROBLEMS;

/**
 * A refusal with a code from the closed list. `detail` is public: it names what is wrong and how to fix it, never a
 * secret. It knows nothing of HTTP: problem-statuses.ts maps codes to statuses, and an edge makes
 * `application/problem+json` of it.
 */
export class Problem extends Error {
  override readonly name: string = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly detail: string = PROBLEMS[code].remedy,
    /** Further public members of the problem document. */
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${detail}`);
  }
}
