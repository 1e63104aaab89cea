import { Module } from '@nestjs/common';
import { StartRefused } from '#env';
import { RebuildNeeded } from '#messaging';
import { type Feature } from '#process';
import { type Verifier } from './application/verifier.js';
import { createVerification, type ReplicaParts, type Verification } from './create-verification.js';
import {
  type VerificationHttp,
  verificationHttpAndRpc,
  type VerificationHttpEnv,
} from './verification-http-and-rpc.js';
import { VerifyGrpcModule } from './grpc/verify-grpc.module.js';
import { VerifyRpcModule } from './rpc/verify-rpc.module.js';

export interface VerificationParts extends Omit<ReplicaParts, 'acceptModes' | 'cacheMax'> {
  readonly env: VerificationHttpEnv;
  /** What the log says when key-events no longer holds what follows the read model. */
  readonly howToRebuild: (reason: string) => string;
}

export interface VerificationFeature extends Feature {
  readonly verifier: Verifier;
  /** What the app passes to its HTTP server. */
  readonly http: VerificationHttp;
  readonly tasks: { readonly verification: Omit<Verification, 'verifier' | 'replica'> };
}

/** One verification replica, asked by HTTP and, with TCP_PORT and GRPC_PORT, by RPC. */
@Module({})
export class VerificationModule {
  static forRoot(parts: VerificationParts): VerificationFeature {
    const { env, logger, metrics } = parts;
    const verification = createVerification({
      ...parts,
      acceptModes: env.ACCEPT_MODES,
      cacheMax: env.CACHE_MAX,
    });
    const refuseRebuild = (error: unknown): never => {
      if (!(error instanceof RebuildNeeded)) throw error;
      throw new StartRefused(parts.howToRebuild(error.message), { cause: error });
    };
    return {
      module: VerificationModule,
      imports: [
        VerifyRpcModule.forRoot({ env, verification, logger, metrics }),
        VerifyGrpcModule.forRoot({ env, verification, logger, metrics }),
      ],
      verifier: verification.verifier,
      http: verificationHttpAndRpc({ env, verifier: verification.verifier, logger }),
      tasks: { verification: { ...verification, start: () => verification.start().catch(refuseRebuild) } },
    };
  }
}
