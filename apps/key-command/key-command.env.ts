import { IntersectionType } from '@nestjs/swagger';
import { EmbedEnv } from '#console';
import { KeyringEnv } from '#keyring';
import { CatalogueEnv, GraceEnv, HttpEnv, KafkaEnv, KeyEnv, LeaseEnv, MongoEnv, PepperEnv } from '#service-kit';
import { OidcSignInEnv, SessionEnv, UserAuthEnv } from '#user-auth';

export class KeyCommandEnv extends IntersectionType(
  HttpEnv,
  LeaseEnv,
  KeyEnv,
  GraceEnv,
  PepperEnv,
  CatalogueEnv,
  UserAuthEnv,
  SessionEnv,
  OidcSignInEnv,
  EmbedEnv,
  KeyringEnv,
  KafkaEnv,
  MongoEnv,
) {}
