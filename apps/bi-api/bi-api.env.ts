import { IntersectionType } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { Variable } from '#env';
import { HttpEnv } from '#http';
import { CatalogueEnv } from '#permissions/env';

export class BiApiEnv extends IntersectionType(HttpEnv, CatalogueEnv) {
  @Variable({ example: 'verification' })
  @IsString()
  @IsNotEmpty()
  readonly VERIFICATION_HOST: string;

  /** The verification's TCP_PORT. */
  @Variable({ example: '3100' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly VERIFICATION_TCP_PORT: number = 3100;

  /** One of the verification's SERVICE_TOKENS. */
  @Variable({ example: '$(openssl rand -base64 32)', secret: true })
  @IsOptional()
  @IsString()
  readonly VERIFICATION_SERVICE_TOKEN?: string;

  /** PEM: the authorities of the certificates of verification and key-command. With it RPC is asked over TLS. */
  @Variable({ example: '/run/tls/ca.crt' })
  @IsOptional()
  @IsString()
  readonly UPSTREAM_CA_FILE?: string;

  /** Who knows the people that are signed in. */
  @Variable({ example: 'http://key-command:3000' })
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  readonly KEY_COMMAND_URL: string;
}
