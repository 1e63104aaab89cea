import { IntersectionType } from '@nestjs/swagger';
import { Satisfies, Variable } from '#env';
import { HttpEnv } from '#http';
import { PepperEnv } from '#key-secret/env';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { MongoEnv } from '#mongo';
import { CatalogueEnv } from '#permissions/env';
import { LeaseEnv } from '#propagation';
import { ServiceTokensEnv } from '#user-auth';
import { VerificationEnv } from '#verification';

export class VerificationAppEnv extends IntersectionType(
  HttpEnv,
  LeaseEnv,
  PepperEnv,
  CatalogueEnv,
  ServiceTokensEnv,
  VerificationEnv,
  KafkaEnv,
  MongoEnv,
) {
  override readonly TCP_PORT: number = 3100;
  override readonly GRPC_PORT: number = 3200;

  /** Processes that share its ports, each a replica of its own with a cache of its own; `auto`: one for each core. */
  @Variable({ example: 'auto' })
  @Satisfies((value) => (/^(auto|[1-9]\d?)$/.test(String(value)) ? null : 'must be auto, or a number from 1 to 99'))
  readonly WORKERS: string = '1';
}
