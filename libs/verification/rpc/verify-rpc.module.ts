import { type DynamicModule, Module } from '@nestjs/common';
import { REFUSED_CALLERS, type RefusedCallers, type TlsEnv, TlsFiles } from '#http';
import { type ProcessParts } from '#process';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from '../application/admit-caller.js';
import { type Verification } from '../create-verification.js';
import { type VerificationEnv } from '../verification-env.js';
import { watchRpc } from './rpc-metrics.js';
import { RpcServer } from './rpc-server.js';
import { verifyRpcAnswers } from './verify-rpc-answers.js';

export interface VerifyRpcParts extends Omit<ProcessParts, 'clock'> {
  readonly env: AdmissionEnv & Pick<VerificationEnv, 'TCP_PORT'> & TlsEnv;
  readonly verification: Pick<Verification, 'verifier' | 'notReady'>;
}

/** `verify-key` and `verify-keys`, where TCP_PORT is set; `verificationHttpAndRpc` serves them. */
@Module({})
export class VerifyRpcModule {
  static forRoot({ env, verification, logger, metrics }: VerifyRpcParts): DynamicModule {
    const { HOST: host, TCP_PORT: port } = env;
    if (port === undefined) return { module: VerifyRpcModule };
    const admit = admitCaller(env);
    const serverFor = (refused: RefusedCallers): RpcServer => {
      const server: RpcServer = new RpcServer({
        host,
        port,
        tls: TlsFiles.of(env),
        admitCaller: admit,
        serves: () => verification.notReady() === null,
        onEnd: watchRpc(metrics, () => server.openConnections),
        answers: verifyRpcAnswers({
          verifier: verification.verifier,
          admitCaller: admit,
          noticeToken: unknownTokenNotice(env, logger),
          refused,
          logger,
        }),
      });
      return server;
    };
    return {
      module: VerifyRpcModule,
      providers: [{ provide: RpcServer, inject: [REFUSED_CALLERS], useFactory: serverFor }],
    };
  }
}
