import { type Metadata } from '@grpc/grpc-js';
import { bearerOf, Problem } from '#contracts';
import { type CallerDoor, type RefusedCallers } from '#http';
import { Authorization, Verification } from '#protos';
import { type AdmitCaller, type NoticeToken } from '../application/admit-caller.js';
import { gatewayTokenCheck } from '../application/gateway-token.js';
import { type Admit } from './watched-call.js';

export interface GrpcAdmissionParts {
  /** null: anybody may ask. */
  readonly admitCaller: AdmitCaller | null;
  /** Is called with the tokens that come where anybody may ask. */
  readonly noticeToken: NoticeToken;
  /** GATEWAY_TOKEN; null: the network sees to it. */
  readonly gatewayToken: string | null;
  readonly refused: Pick<RefusedCallers, 'note'>;
}

/** What the metadata of a call have to show, by the name of its service. Health and reflection are open. */
export function grpcAdmission(parts: GrpcAdmissionParts): Readonly<Record<string, Admit>> {
  const { admitCaller, noticeToken, gatewayToken, refused } = parts;
  const isGateway = gatewayTokenCheck(gatewayToken);
  const admitService = (metadata: Metadata): void => {
    const [authorization, ...more] = textsOf(metadata, 'authorization');
    const token = more.length === 0 ? bearerOf(authorization) : undefined;
    if (admitCaller !== null) admitCaller(token);
    else if (authorization !== undefined) noticeToken(token ?? '');
  };
  const admitGateway = (metadata: Metadata): void => {
    if (!isGateway(textsOf(metadata, 'x-gateway-token'))) throw new Problem('gateway-token-invalid');
  };
  const noted =
    (door: CallerDoor, admit: (metadata: Metadata) => void): Admit =>
    (metadata, connection) => {
      try {
        admit(metadata);
        connection.introduced();
      } catch (error) {
        if (error instanceof Problem) refused.note(door, error.code, connection.remoteAddress);
        throw error;
      }
    };
  return {
    [Verification.typeName]: noted('grpc', admitService),
    [Authorization.typeName]: noted('check', admitGateway),
  };
}

function textsOf(metadata: Metadata, name: string): readonly string[] {
  return metadata.get(name).map(String);
}
