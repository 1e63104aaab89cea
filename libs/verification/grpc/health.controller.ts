import { create } from '@bufbuild/protobuf';
import { type ServerWritableStream } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { Problem } from '#contracts';
import { token } from '#process';
import {
  Authorization,
  Health,
  HealthCheckRequestSchema,
  HealthCheckResponseSchema,
  ServingStatus,
  Verification,
} from '#protos';
import { Observable } from 'rxjs';
import { GrpcProblemFilter } from './grpc-problem.filter.js';
import { bytesOf } from './grpc-status.js';
import { readMessage } from './verify-messages.js';

export interface GrpcHealthOptions {
  /** Whether verdicts can be given, and the process is not about to stop. */
  readonly serves: () => boolean;
  /** What ends each stream that is open. */
  readonly streams: Set<() => void>;
  /** How soon a change is noticed. */
  readonly everyMs: number;
}

export const GRPC_HEALTH = token<GrpcHealthOptions>('GrpcHealth');

/** Whose health may be asked for; the empty name is that of the whole server. */
const SERVICES: ReadonlySet<string> = new Set(['', Verification.typeName, Authorization.typeName]);

/** `grpc.health.v1.Health`: SERVING while `/health/ready` would say so of verdicts. */
@Controller()
@UseFilters(GrpcProblemFilter)
export class HealthController {
  constructor(@Inject(GRPC_HEALTH) private readonly options: GrpcHealthOptions) {}

  @GrpcMethod(Health.typeName, 'Check')
  check(message: Buffer): Buffer {
    if (!isServed(message)) throw new Problem('not-found', 'There is no such service here.');
    return healthBytes(this.status());
  }

  /** Tells the health now, and each time it changes. */
  @GrpcMethod(Health.typeName, 'Watch')
  watch(message: Buffer, _metadata: unknown, call: ServerWritableStream<Buffer, Buffer>): Observable<Buffer> {
    const { streams, everyMs } = this.options;
    const isKnown = isServed(message);
    return new Observable((subscriber) => {
      let told: ServingStatus | undefined;
      const tell = (status: ServingStatus): void => {
        if (status !== told) subscriber.next(healthBytes((told = status)));
      };
      const look = (): void => {
        tell(isKnown ? this.status() : ServingStatus.SERVICE_UNKNOWN);
      };
      const end = (): void => {
        if (isKnown) tell(ServingStatus.NOT_SERVING);
        subscriber.complete();
      };
      look();
      streams.add(end);
      const looking = setInterval(look, everyMs).unref();
      const over = (): void => {
        clearInterval(looking);
        streams.delete(end);
      };
      call.on('cancelled', over);
      return over;
    });
  }

  private status(): ServingStatus {
    return this.options.serves() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }
}

/** @throws Problem invalid-request */
function isServed(message: Buffer): boolean {
  return SERVICES.has(readMessage(HealthCheckRequestSchema, message).service);
}

function healthBytes(status: ServingStatus): Buffer {
  return bytesOf(HealthCheckResponseSchema, create(HealthCheckResponseSchema, { status }));
}
