import { IntersectionType } from '@nestjs/swagger';
import { EmbedEnv } from '#console';
import { KeyringEnv } from '#keyring';
import { GraceEnv } from '#env';
import { HttpEnv } from '#http';
import { KeyEnv, PepperEnv } from '#key-secret/env';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { MongoEnv } from '#mongo';
import { CatalogueEnv } from '#permissions/env';
import { LeaseEnv } from '#propagation';
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
