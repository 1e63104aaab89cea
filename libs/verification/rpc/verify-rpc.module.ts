import { type DynamicModule, Module } from '@nestjs/common';
import { type TlsEnv, TlsFiles } from '#http';
import { LOGGER, type Logger, METRICS, type MetricsRegistry } from '#process';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from '../application/admit-caller.js';
import { type Verification } from '../create-verification.js';
import { type VerificationEnv } from '../verification-env.js';
import { watchRpc } from './rpc-metrics.js';
import { RpcServer, type RpcServerOptions } from './rpc-server.js';
import { VERIFY_RPC, VerifyRpcController, type VerifyRpcOptions } from './verify-rpc.controller.js';

/** `verify-key` and `verify-keys`, where TCP_PORT is set; `verificationHttpAndRpc` serves them. */
@Module({})
export class VerifyRpcModule {
  /** @param verification the token of the application's `Verification`, which a global module provides. */
  static forRoot(env: AdmissionEnv & Pick<VerificationEnv, 'TCP_PORT'> & TlsEnv, verification: symbol): DynamicModule {
    const { HOST: host, TCP_PORT: port } = env;
    if (port === undefined) return { module: VerifyRpcModule };
    return {
      module: VerifyRpcModule,
      controllers: [VerifyRpcController],
      providers: [
        {
          provide: RpcServer,
          inject: [verification, METRICS],
          useFactory: (asked: Verification, metrics: MetricsRegistry) =>
            rpcServer(
              {
                host,
                port,
                tls: TlsFiles.of(env),
                admitCaller: admitCaller(env),
                serves: () => asked.notReady() === null,
              },
              metrics,
            ),
        },
        {
          provide: VERIFY_RPC,
          inject: [verification, LOGGER],
          useFactory: ({ verifier }: Verification, logger: Logger): VerifyRpcOptions => ({
            verifier,
            admitCaller: admitCaller(env),
            noticeToken: unknownTokenNotice(env, logger),
          }),
        },
      ],
    };
  }
}

function rpcServer(rules: RpcServerOptions, metrics: MetricsRegistry): RpcServer {
  const server: RpcServer = new RpcServer({ ...rules, onEnd: watchRpc(metrics, () => server.openConnections) });
  return server;
}
