/** What the OpenAPI document says of the calls of keys, by their names. */
export const KEY_OPERATIONS = {
  createKey: {
    operationId: 'createKey',
    summary: 'Creates a key and shows its secret, once',
    description:
      'The key works at once, everywhere. Its secret is in this answer only; a retry with the same Idempotency-Key gets the key without it.',
  },
  listKeys: {
    operationId: 'listKeys',
    summary: 'Lists the caller’s keys, newest first',
    description: 'In pages of `limit`; `nextCursor` leads to the next one. Revoked keys are left out unless asked for.',
  },
  revokeAllKeys: {
    operationId: 'revokeAllKeys',
    summary: 'Revokes all of the caller’s keys at once',
    description: 'Answers 200 when no replica accepts any of them any more. Repeating it is not an error.',
  },
  getKey: {
    operationId: 'getKey',
    summary: 'Shows one key',
    description: 'A key of another owner is not found.',
  },
  getKeyHistory: {
    operationId: 'getKeyHistory',
    summary: 'Lists what happened to a key, when and by whom, oldest first',
    description: 'Every event of the key, in pages. No secret is ever among the details.',
  },
  changeKey: {
    operationId: 'changeKey',
    summary: 'Renames a key, changes its expiry, or both',
    description:
      'Not for a revoked key. An expired key can be given a later expiry, or none; it then counts against the limit of active keys again. ' +
      'The grace of a replaced secret ends with the expiry at the latest, and a later expiry does not extend it again.',
  },
  pauseKey: {
    operationId: 'pauseKey',
    summary: 'Stops a key until it is resumed; repeating it is not an error',
    description:
      'No secret of the key works until then. A paused key still counts against the limit of active keys and keeps its reminder; it can be rotated and revoked, and expires.',
  },
  resumeKey: {
    operationId: 'resumeKey',
    summary: 'Lets a paused key work again; repeating it is not an error',
    description: 'Its secrets work as before; what expired or ended meanwhile stays so.',
  },
  rotateKey: {
    operationId: 'rotateKey',
    summary: 'Issues a new secret; the old one works until its grace ends',
    description: 'Name, scope, mode and expiry stay. Without grace the old secret stops at once.',
  },
  endGrace: {
    operationId: 'endGrace',
    summary: 'Stops the retired secrets of a key now',
    description: 'The current secret goes on working. Answers 200 when no replica accepts a retired one any more.',
  },
  revokeKey: {
    operationId: 'revokeKey',
    summary: 'Revokes a key; repeating it is not an error',
    description:
      'For good. Answers 200 when no replica accepts the key any more, 202 when the change stands and this is not confirmed yet.',
  },
  setReminder: {
    operationId: 'setReminder',
    summary: 'Sets a rotation reminder by mail',
    description: 'A mail goes out some days before the current secret has the given age.',
  },
  clearReminder: {
    operationId: 'clearReminder',
    summary: 'Clears the rotation reminder',
    description: 'Repeating it is not an error.',
  },
} as const;
