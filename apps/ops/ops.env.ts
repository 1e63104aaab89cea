import { IntersectionType } from '@nestjs/swagger';
import { ArrayNotEmpty, IsNotEmpty, IsString, IsUrl } from 'class-validator';
import { KafkaEnv, MongoEnv, Variable } from '#service-kit';

/** Where key-command answers, and the token of a service that it knows. */
export class KeyCommandClientEnv {
  @Variable({ example: 'http://key-command-0:3000,http://key-command-1:3000' })
  @ArrayNotEmpty() @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true }, { each: true, message: 'must be http(s) addresses, separated by commas' })
  readonly KEY_COMMAND_URL: string[];

  @Variable({ example: '<the token whose digest SERVICE_TOKENS lists>', secret: true }) @IsString() @IsNotEmpty()
  readonly SERVICE_TOKEN: string;
}

export class RebuildEnv extends IntersectionType(KafkaEnv, MongoEnv) {}
