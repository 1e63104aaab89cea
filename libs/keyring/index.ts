export { KeyringModule } from './keyring.module.js';
export { KEYRING_OPTIONS, type KeyringOptions } from './application/keyring-options.js';
export { CONTACTS } from './application/contact-directory.js';
export { KeyringEnv } from './keyring-env.js';
export { GetMeQuery } from './application/get-me/get-me.query.js';
