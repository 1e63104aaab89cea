import { IsOptional, IsString, IsUrl, MinLength } from 'class-validator';
import { Satisfies, Variable } from '#service-kit';
import { parseServiceTokens } from './services/service-tokens.js';

/** Whose tokens are trusted: people's by a secret or by published keys, services' by their digests. */
export class UserAuthEnv {
  @Variable({ example: '$(openssl rand -base64 32)', secret: true }) @IsOptional() @IsString() @MinLength(32)
  @Satisfies((_value, env) => (env['JWKS_URL'] === undefined ? null : 'is set, and JWKS_URL too; set only one of them'))
  readonly JWT_SECRET?: string;

  @Variable({ example: 'https://login.example.com/.well-known/jwks.json' }) @IsOptional() @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  readonly JWKS_URL?: string;

  @Variable({ example: 'https://login.example.com' }) @IsOptional() @IsString()
  readonly JWT_ISSUER?: string;

  @Variable({ example: 'keyward' }) @IsOptional() @IsString()
  readonly JWT_AUDIENCE?: string;

  @Variable({ example: 'reports:$(printf %s "$TOKEN" | sha256sum | cut -c1-64)', secret: true })
  @Satisfies(serviceTokensFault)
  readonly SERVICE_TOKENS: string = '';
}

function serviceTokensFault(value: unknown): string | null {
  try {
    parseServiceTokens(String(value));
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}
