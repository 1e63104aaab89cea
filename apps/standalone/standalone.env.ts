import { IntersectionType, PartialType } from '@nestjs/swagger';
import { IsNotEmpty, IsString } from 'class-validator';
import { EmbedEnv } from '#console';
import { KeyringEnv } from '#keyring';
import { RemindersEnv } from '#reminders';
import { GraceEnv, Variable } from '#env';
import { HttpEnv } from '#http';
import { KeyEnv, PepperEnv } from '#key-secret/env';
import { CatalogueEnv } from '#permissions/env';
import { WorkersEnv } from '#process/workers';
import { LeaseEnv } from '#propagation';
import { OidcSignInEnv, SessionEnv, UserAuthEnv } from '#user-auth';
import { VerificationEnv } from '#verification';

export class StandaloneEnv extends IntersectionType(
  HttpEnv,
  LeaseEnv,
  KeyEnv,
  GraceEnv,
  PartialType(PepperEnv),
  CatalogueEnv,
  UserAuthEnv,
  SessionEnv,
  OidcSignInEnv,
  EmbedEnv,
  KeyringEnv,
  VerificationEnv,
  RemindersEnv,
  WorkersEnv,
) {
  @Variable({ example: './data' })
  @IsString()
  @IsNotEmpty()
  readonly DATA_DIR: string = './data';
}
