import { type DynamicModule, Module } from '@nestjs/common';
import { type TlsEnv, TlsFiles } from '#http';
import { bind, type ProcessParts } from '#process';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from '../application/admit-caller.js';
import { type Verification } from '../create-verification.js';
import { type VerificationEnv } from '../verification-env.js';
import { watchRpc } from './rpc-metrics.js';
import { RpcServer } from './rpc-server.js';
import { VERIFY_RPC, VerifyRpcController } from './verify-rpc.controller.js';

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
    const server: RpcServer = new RpcServer({
      host,
      port,
      tls: TlsFiles.of(env),
      admitCaller: admitCaller(env),
      serves: () => verification.notReady() === null,
      onEnd: watchRpc(metrics, () => server.openConnections),
    });
    return {
      module: VerifyRpcModule,
      controllers: [VerifyRpcController],
      providers: [
        { provide: RpcServer, useValue: server },
        bind(VERIFY_RPC, {
          verifier: verification.verifier,
          admitCaller: admitCaller(env),
          noticeToken: unknownTokenNotice(env, logger),
        }),
      ],
    };
  }
}
