import { IntersectionType } from '@nestjs/swagger';
import { CatalogueEnv, HttpEnv, KafkaEnv, KeyEnv, LeaseEnv, MongoEnv, PepperEnv } from '#service-kit';
import { ServiceTokensEnv } from '#user-auth';
import { VerificationEnv } from '#verification';

export class VerificationAppEnv extends IntersectionType(
  HttpEnv,
  LeaseEnv,
  KeyEnv,
  PepperEnv,
  CatalogueEnv,
  ServiceTokensEnv,
  VerificationEnv,
  KafkaEnv,
  MongoEnv,
) {
  override readonly TCP_PORT: number = 3100;
}
