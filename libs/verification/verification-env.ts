import { ArrayNotEmpty, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Mode, MODES } from '#contracts';
import { isLoopback, Satisfies, Unwise, Variable, weakSecretDoubt } from '#env';
import { gatewayTokensIn } from './application/gateway-token.js';
import { AUTHORIZE_SOURCES, type AuthorizeSource } from './http/gateway-request.js';

const SHORTEST_GATEWAY_TOKEN = 16;

/** Who may ask for verdicts, and how. */
export class VerificationEnv {
  /** Which headers tell what is asked at /v1/authorize. */
  @Variable({ example: 'forwarded' })
  @IsIn(AUTHORIZE_SOURCES)
  readonly AUTHORIZE_SOURCE: AuthorizeSource = 'forwarded';

  /** What gateways show at /v1/authorize; more than one while one takes another's place. */
  @Variable({ example: '$(openssl rand -base64 32)', secret: true })
  @IsOptional()
  @Satisfies((value) =>
    gatewayTokensIn(String(value)).every((token) => token.length >= SHORTEST_GATEWAY_TOKEN)
      ? null
      : `must be a token of ${String(SHORTEST_GATEWAY_TOKEN)} characters or more, or several, separated by commas`,
  )
  @Unwise(
    (value) =>
      gatewayTokensIn(String(value))
        .map(weakSecretDoubt)
        .find((doubt) => doubt !== null) ?? null,
  )
  readonly GATEWAY_TOKEN?: string;

  /** `none`: /v1/verify needs no service token. */
  @Variable({ example: 'none' })
  @IsOptional()
  @IsIn(['none'])
  readonly VERIFY_AUTH?: 'none';

  /**
   * As every app with an HTTP server reads it; here it also says that more than this machine reaches a loopback
   * address.
   */
  @Variable({ example: '10.0.0.0/8' })
  @IsOptional()
  @Unwise(openThroughProxy)
  readonly TRUST_PROXY?: string[];

  @Variable({ example: 'live,test' })
  @ArrayNotEmpty()
  @IsIn(MODES, { each: true })
  readonly ACCEPT_MODES: Mode[] = [...MODES];

  /** RPC; not served when unset. 0: any free port. */
  @Variable({ example: '3100' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly TCP_PORT?: number;

  /** gRPC; not served when unset. 0: any free port. */
  @Variable({ example: '3200' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly GRPC_PORT?: number;

  /** Credentials that the cache holds. */
  @Variable({ example: '200000' })
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  readonly CACHE_MAX: number = 200_000;
}

function openThroughProxy(
  _proxies: unknown,
  { HOST, SERVICE_TOKENS, VERIFY_AUTH }: Readonly<Record<string, unknown>>,
): string | null {
  const isOpen = /^[\s,]*$/.test(String(SERVICE_TOKENS)) && VERIFY_AUTH === undefined && isLoopback(String(HOST));
  return isOpen
    ? 'names a proxy, and SERVICE_TOKENS is empty: HOST is a loopback address, so every client of the proxy can ask /v1/verify; list the services that may in SERVICE_TOKENS, or set VERIFY_AUTH=none if all may'
    : null;
}
