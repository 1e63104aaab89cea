export { GrpcKeyVerifier, type GrpcKeyVerifierOptions } from '../grpc-key-verifier.js';
