export { TcpKeyVerifier, type TcpKeyVerifierOptions } from '../tcp-key-verifier.js';
