import { type ClientTls } from '#client';
import { IntersectionType } from '@nestjs/swagger';
import { ArrayNotEmpty, IsNotEmpty, IsOptional, IsString, IsUrl } from 'class-validator';
import { Satisfies, Variable } from '#env';
import { clientTlsOf } from '#http';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { MongoEnv } from '#mongo';

/** Where key-command answers, and the token of a service that it knows. */
export class KeyCommandClientEnv {
  @Variable({ example: 'http://key-command-0:3000,http://key-command-1:3000' })
  @ArrayNotEmpty()
  @IsUrl(
    { protocols: ['http', 'https'], require_tld: false, require_protocol: true },
    { each: true, message: 'must be http(s) addresses, separated by commas' },
  )
  readonly KEY_COMMAND_URL: string[];

  @Variable({ example: '<the token whose digest SERVICE_TOKENS lists>', secret: true })
  @IsString()
  @IsNotEmpty()
  readonly SERVICE_TOKEN: string;

  /** PEM: the authorities of key-command's certificate. */
  @Variable({ example: '/run/tls/ca.crt' })
  @IsOptional()
  @IsString()
  readonly TLS_CA_FILE?: string;

  /** PEM: what is shown to a key-command that has TLS_CA_FILE. */
  @Variable({ example: '/run/tls/tls.crt' })
  @IsOptional()
  @IsString()
  @Satisfies((_value, { TLS_KEY_FILE }) => (TLS_KEY_FILE === undefined ? 'needs TLS_KEY_FILE too' : null))
  readonly TLS_CERT_FILE?: string;

  @Variable({ example: '/run/tls/tls.key' })
  @IsOptional()
  @IsString()
  @Satisfies((_value, { TLS_CERT_FILE }) => (TLS_CERT_FILE === undefined ? 'needs TLS_CERT_FILE too' : null))
  readonly TLS_KEY_FILE?: string;
}

export function keyCommandTls(env: KeyCommandClientEnv): ClientTls {
  return clientTlsOf(env, { variable: 'TLS_CA_FILE', file: env.TLS_CA_FILE });
}

/** Where a standalone Keyward keeps its data. */
export class OpsDataEnv {
  @Variable({ example: './data' })
  @IsString()
  @IsNotEmpty()
  readonly DATA_DIR: string = './data';
}

/** The log, and key-command's database. */
export class LogAndStoreEnv extends IntersectionType(KafkaEnv, MongoEnv) {}

export class RebuildEnv extends IntersectionType(KafkaEnv, MongoEnv) {}
