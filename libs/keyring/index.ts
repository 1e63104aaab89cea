export { KeyringModule, ON_EVERY_CALL } from './keyring.module.js';
export { KeyringEnv, keyringOptions } from './keyring-env.js';
export { type KeyringParts } from './keyring-parts.js';
export { RecordVisitCommand } from './application/record-visit.js';
export { revokeEveryKey } from './application/revoke-every-key.js';
export { GetMeQuery } from './application/get-me.js';
