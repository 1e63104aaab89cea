import { HttpKeyVerifier } from './http-key-verifier.js';
import { httpCounterpart } from './testing/http-counterpart.js';
import { keyVerifierContract } from './testing/key-verifier.contract.js';
import { remoteKeyVerifierContract } from './testing/remote-key-verifier.contract.js';
import { served } from './testing/served-keyward.js';

keyVerifierContract('HTTP', () => served((react) => httpCounterpart(react, (options) => new HttpKeyVerifier(options))));
remoteKeyVerifierContract('HTTP', (react) => httpCounterpart(react, (options) => new HttpKeyVerifier(options)));
