import { IntersectionType } from '@nestjs/swagger';
import { HttpEnv } from '#http';
import { PepperEnv } from '#key-secret/env';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { MongoEnv } from '#mongo';
import { CatalogueEnv } from '#permissions/env';
import { WorkersEnv } from '#process/workers';
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
  WorkersEnv,
) {
  override readonly TCP_PORT: number = 3100;
  override readonly GRPC_PORT: number = 3200;
}
