import { type DynamicModule, Module } from '@nestjs/common';
import { type HttpEnv, REFUSED_CALLERS, type RefusedCallers, type TlsEnv, TlsFiles } from '#http';
import { bindFactory, checkEveryMs, type ProcessParts, type Readiness, READINESS } from '#process';
import { Authorization } from '#protos';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from '../application/admit-caller.js';
import { type Verification } from '../create-verification.js';
import { type VerificationEnv } from '../verification-env.js';
import { checkAnswer } from './check-answer.js';
import { grpcAdmission } from './grpc-admission.js';
import { GRPC_LIMITS, type GrpcLimits } from './grpc-limits.js';
import { watchGrpc } from './grpc-metrics.js';
import { GrpcServer } from './grpc-server.js';
import { pathOf } from './grpc-services.js';
import { GRPC_HEALTH, HealthController } from './health.controller.js';
import { ReflectionController } from './reflection.controller.js';
import { type Answer, unaryHandler } from './unary-answers.js';
import { verifyAnswers } from './verify-answers.js';
import { QUESTION_STREAMS, VerifyStreamController } from './verify-stream.controller.js';

export interface VerifyGrpcParts extends Omit<ProcessParts, 'clock'> {
  readonly env: AdmissionEnv &
    Pick<VerificationEnv, 'GRPC_PORT' | 'GATEWAY_TOKEN'> &
    Pick<HttpEnv, 'MAX_HEADER_BYTES'> &
    TlsEnv;
  readonly verification: Pick<Verification, 'verifier' | 'notReady'>;
  readonly limits?: Partial<GrpcLimits>;
}

/** Verdicts, health and reflection by gRPC, where GRPC_PORT is set; `verificationHttpAndRpc` serves them. */
@Module({})
export class VerifyGrpcModule {
  static forRoot({ env, verification, logger, metrics, limits: own }: VerifyGrpcParts): DynamicModule {
    const { HOST: host, GRPC_PORT: port, GATEWAY_TOKEN: gatewayToken = null } = env;
    if (port === undefined) return { module: VerifyGrpcModule };
    const { verifier } = verification;
    const limits = { ...GRPC_LIMITS, ...own };
    const givesVerdicts = (): boolean => verification.notReady() === null;
    const admits = admitCaller(env);
    const answers = (refused: RefusedCallers): Readonly<Record<string, Answer>> => ({
      ...verifyAnswers(verifier),
      [pathOf(Authorization.method.check)]: checkAnswer({ verifier, refused, mostHeaderBytes: env.MAX_HEADER_BYTES }),
    });
    const providers = [
      bindFactory(GrpcServer, [REFUSED_CALLERS], (refused) => {
        const server: GrpcServer = new GrpcServer({
          host,
          port,
          limits,
          tls: TlsFiles.of(env),
          asksWho: admits !== null,
          admit: grpcAdmission({
            admitCaller: admits,
            noticeToken: unknownTokenNotice(env, logger),
            gatewayToken,
            refused,
          }),
          handlers: new Map(
            Object.entries(answers(refused)).map(([path, answer]) => [path, unaryHandler(answer, { logger, refused })]),
          ),
          serves: givesVerdicts,
          ...watchGrpc(metrics, {
            openConnections: () => server.openConnections,
            openCalls: () => server.openCalls,
          }),
        });
        return server;
      }),
      bindFactory(QUESTION_STREAMS, [GrpcServer, REFUSED_CALLERS], ({ streams }, refused) => ({
        verifier,
        refused,
        logger,
        streams,
        most: limits.questionsEach,
      })),
      bindFactory(GRPC_HEALTH, [GrpcServer, READINESS], ({ streams }, readiness) => ({
        serves: () => givesVerdicts() && !isStopping(readiness),
        streams,
        everyMs: checkEveryMs(),
      })),
    ];
    return {
      module: VerifyGrpcModule,
      controllers: [VerifyStreamController, HealthController, ReflectionController],
      providers,
    };
  }
}

/** From the start of the drain: callers are to go elsewhere while they are still answered here. */
function isStopping(readiness: Readiness): boolean {
  return 'process' in readiness.reasons();
}
