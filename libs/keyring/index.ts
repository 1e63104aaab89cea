export { KeyringModule } from './keyring.module.js';
export { KEYRING_OPTIONS } from './application/keyring-options.js';
export { CONTACTS } from './application/mail-contact.js';
export { KeyringEnv, keyringOptions } from './keyring-env.js';
export { RecordVisitCommand } from './application/record-visit.js';
export { GetMeQuery } from './application/get-me.js';
