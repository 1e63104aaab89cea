import { TcpKeyVerifier } from './tcp-key-verifier.js';
import { keyVerifierContract } from './testing/key-verifier.contract.js';
import { remoteKeyVerifierContract } from './testing/remote-key-verifier.contract.js';
import { served } from './testing/served-keyward.js';
import { tcpCounterpart } from './testing/tcp-counterpart.js';

keyVerifierContract('TCP', () => served((react) => tcpCounterpart(react, (options) => new TcpKeyVerifier(options))));
remoteKeyVerifierContract('TCP', (react) => tcpCounterpart(react, (options) => new TcpKeyVerifier(options)));
