import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { isIP } from 'node:net';
import { LOG_LEVELS, type LogLevel } from '#process';
import { Satisfies, isLoopback, isProduction, Variable } from '#env';

/** What every app with an HTTP server reads. */
export class HttpEnv {
  /** 0: any free port. */
  @Variable({ example: '3000' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly PORT: number = 3000;

  @Variable({ example: '127.0.0.1' })
  @IsString()
  @IsNotEmpty()
  readonly HOST: string = '127.0.0.1';

  /** Whose X-Forwarded-For is believed: addresses or networks, separated by commas; none by default. */
  @Variable({ example: '10.0.0.0/8' })
  @IsOptional()
  @Satisfies((value) =>
    Array.isArray(value) && value.every(isAddressRange)
      ? null
      : 'must be addresses, networks or the words loopback, linklocal, uniquelocal',
  )
  readonly TRUST_PROXY?: string[];

  /** How long a request may take to arrive, its headers and its body together. */
  @Variable({ example: '30000' })
  @IsInt()
  @Min(100)
  @Max(600_000)
  readonly REQUEST_TIMEOUT_MS: number = 30_000;

  /** Connections to the HTTP port; one more ends the oldest that has asked nothing yet, or is closed at once. */
  @Variable({ example: '10000' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly MAX_CONNECTIONS: number = 10_000;

  /** Of the request line and all headers together. */
  @Variable({ example: '32768' })
  @IsInt()
  @Min(4096)
  @Max(1_048_576)
  readonly MAX_HEADER_BYTES: number = 32_768;

  /** PEM: the certificate that clients are shown, with its chain. With it there is only TLS. */
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

  /** PEM: the authorities whose clients are let in; a client without a certificate of theirs is not. */
  @Variable({ example: '/run/tls/ca.crt' })
  @IsOptional()
  @IsString()
  @Satisfies((_value, { TLS_CERT_FILE }) =>
    TLS_CERT_FILE === undefined ? 'needs TLS_CERT_FILE and TLS_KEY_FILE too' : null,
  )
  readonly TLS_CA_FILE?: string;

  @Variable({ example: '5000' })
  @IsInt()
  @Min(0)
  @Max(600_000)
  readonly DRAIN_MS: number = 5000;

  @Variable({ example: 'info' })
  @IsIn(LOG_LEVELS)
  readonly LOG_LEVEL: LogLevel = 'info';

  @Variable({ example: 'production' })
  @IsOptional()
  @IsString()
  readonly NODE_ENV?: string;

  /** Tests may set the clock over HTTP; so may everybody who reaches the process. */
  @Variable({ example: '0' })
  @IsBoolean()
  @Satisfies((value, env) => (value === true ? testClockFault(env) : null))
  readonly KEYWARD_TEST_CLOCK: boolean = false;

  /** Where a collector takes traces, OTLP by HTTP: its address without `/v1/traces`. */
  @Variable({ example: 'http://collector:4318' })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @Variable({ example: 'authorization=Bearer%20…', secret: true })
  @IsOptional()
  @IsString()
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string;

  /** Which share of the traces that begin here is recorded. */
  @Variable({ example: '0.1' })
  @Min(0)
  @Max(1)
  readonly OTEL_TRACES_SAMPLER_ARG: number = 1;
}

function testClockFault({ NODE_ENV, HOST }: Readonly<Record<string, unknown>>): string | null {
  if (isProduction(NODE_ENV)) return 'is for tests and is refused when NODE_ENV is production; unset it';
  return typeof HOST === 'string' && isLoopback(HOST)
    ? null
    : 'is for tests on one machine and needs a loopback HOST, such as 127.0.0.1; unset it';
}

function isAddressRange(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  return (
    family !== 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  );
}
