import { ArrayNotEmpty, IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { Satisfies, Variable } from '#env';
import { type KafkaConnection } from './kafka-connection.js';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Where Kafka is and how to prove who connects. */
export class KafkaEnv {
  @Variable({ example: 'kafka-1:9092,kafka-2:9092' })
  @ArrayNotEmpty()
  @Matches(/^[^\s:]+:\d{1,5}$/, { each: true, message: 'must be host:port, separated by commas' })
  readonly KAFKA_BROKERS: string[];

  @Variable({ example: 'scram-sha-512' })
  @IsOptional()
  @IsIn(MECHANISMS)
  @Satisfies((value, { KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD }) =>
    value === undefined || (KAFKA_SASL_USERNAME !== undefined && KAFKA_SASL_PASSWORD !== undefined)
      ? null
      : 'needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD too',
  )
  readonly KAFKA_SASL_MECHANISM?: (typeof MECHANISMS)[number];

  @Variable({ example: 'keyward' })
  @IsOptional()
  @IsString()
  readonly KAFKA_SASL_USERNAME?: string;

  @Variable({ example: '…', secret: true })
  @IsOptional()
  @IsString()
  readonly KAFKA_SASL_PASSWORD?: string;

  @Variable({ example: 'true' })
  @IsBoolean()
  readonly KAFKA_TLS_ENABLED: boolean = false;

  /** PEM texts; best by `KAFKA_TLS_CA_FILE` and so on. */
  @Variable({ example: '-----BEGIN CERTIFICATE-----…', secret: true })
  @IsOptional()
  @IsString()
  readonly KAFKA_TLS_CA?: string;

  @Variable({ example: '-----BEGIN CERTIFICATE-----…', secret: true })
  @IsOptional()
  @IsString()
  readonly KAFKA_TLS_CERT?: string;

  @Variable({ example: '-----BEGIN PRIVATE KEY-----…', secret: true })
  @IsOptional()
  @IsString()
  readonly KAFKA_TLS_KEY?: string;
}

/** What the Kafka adapter connects with. */
export function kafkaConnection(env: KafkaEnv, clientId: string): KafkaConnection {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = env;
  const { KAFKA_TLS_CA: ca, KAFKA_TLS_CERT: cert, KAFKA_TLS_KEY: key } = env;
  const own = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  return {
    brokers: env.KAFKA_BROKERS,
    clientId,
    ...(env.KAFKA_TLS_ENABLED && { tls: Object.keys(own).length === 0 ? true : own }),
    ...(mechanism !== undefined &&
      username !== undefined &&
      password !== undefined && { sasl: { mechanism, username, password } }),
  };
}
