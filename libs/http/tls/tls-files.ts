import { readFileSync } from 'node:fs';
import { createSecureContext, type Server, type TlsOptions } from 'node:tls';
import { type HttpEnv } from '../http-env.js';
import { type CertificateExpiry, type Logger } from '#process';
import { StartRefused } from '#env';

export type TlsEnv = Partial<Pick<HttpEnv, 'TLS_CERT_FILE' | 'TLS_KEY_FILE' | 'TLS_CA_FILE'>>;

/** How often the files are looked at. */
const EVERY_MS = 2000;

interface Pem {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** A server's certificate, from files that may be replaced while it runs. */
export class TlsFiles {
  private constructor(
    private readonly files: Record<keyof Pem, string | undefined>,
    private current: Pem,
  ) {}

  /**
   * Null when no certificate is configured.
   * @throws StartRefused that names the variable of a file that cannot be used.
   */
  static of({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key, TLS_CA_FILE: ca }: TlsEnv): TlsFiles | null {
    if (cert === undefined || key === undefined) return null;
    const files = { cert, key, ca };
    const pem = {
      cert: required('TLS_CERT_FILE', cert),
      key: required('TLS_KEY_FILE', key),
      ...(ca !== undefined && { ca: required('TLS_CA_FILE', ca) }),
    };
    const fault = faultOf(pem);
    if (fault !== null)
      throw new StartRefused(
        `TLS_CERT_FILE, TLS_KEY_FILE${ca === undefined ? '' : ', TLS_CA_FILE'}: these files cannot be used together (${fault}). They hold PEM: the certificate with its chain, its private key, and the authorities whose clients are let in.`,
      );
    return new TlsFiles(files, pem);
  }

  /** With TLS_CA_FILE a client needs a certificate of one of its authorities. */
  get options(): TlsOptions {
    const asksClients = this.current.ca !== undefined;
    return { ...this.current, minVersion: 'TLSv1.2', requestCert: asksClients, rejectUnauthorized: asksClients };
  }

  /** Shows when what is in use expires. */
  watch(expiry: CertificateExpiry): void {
    expiry.show('TLS_CERT_FILE', () => this.current.cert);
    expiry.show('TLS_CA_FILE', () => this.current.ca);
  }

  /**
   * From now on `server` shows new connections what the files hold, until it is closed. What cannot be used is reported
   * once and changes nothing.
   */
  follow(server: Server, logger: Pick<Logger, 'info' | 'error'>, everyMs = EVERY_MS): void {
    let reported: string | null = null;
    const look = (): void => {
      const before = this.current;
      const fault = this.renew(server);
      if (this.current !== before)
        logger.info({ file: this.files.cert }, 'new connections are shown the new certificate');
      else if (fault !== null && fault !== reported)
        logger.error(
          { file: this.files.cert, reason: fault },
          'the new certificate cannot be used; the old one is shown on',
        );
      reported = fault;
    };
    const looking = setInterval(look, everyMs).unref();
    server.once('close', () => {
      clearInterval(looking);
    });
  }

  /** Takes over what is new. What keeps it from that, or null. */
  private renew(server: Server): string | null {
    try {
      const pem = this.read();
      if (pem.cert === this.current.cert && pem.key === this.current.key && pem.ca === this.current.ca) return null;
      const fault = faultOf(pem);
      if (fault !== null) return fault;
      server.setSecureContext({ ...pem, minVersion: 'TLSv1.2' });
      this.current = pem;
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  private read(): Pem {
    const { cert = '', key = '', ca } = this.files;
    return {
      cert: readFileSync(cert, 'utf8'),
      key: readFileSync(key, 'utf8'),
      ...(ca !== undefined && { ca: readFileSync(ca, 'utf8') }),
    };
  }
}

/**
 * What a client recognises servers by (`ca` names the variable of their authorities, and the file) and shows of itself,
 * as PEM; of these what is configured.
 * @throws StartRefused that names the variable of a file that cannot be read.
 */
export function clientTlsOf(
  { TLS_CERT_FILE: cert, TLS_KEY_FILE: key }: Pick<TlsEnv, 'TLS_CERT_FILE' | 'TLS_KEY_FILE'>,
  ca: { readonly variable: string; readonly file: string | undefined },
): Partial<Pem> {
  return {
    ...(ca.file !== undefined && { ca: required(ca.variable, ca.file) }),
    ...(cert !== undefined &&
      key !== undefined && { cert: required('TLS_CERT_FILE', cert), key: required('TLS_KEY_FILE', key) }),
  };
}

function required(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartRefused(
      `${variable}: ${file} cannot be read (${codeOf(error)}). Name a file that holds PEM and that this user may read.`,
      { cause: error },
    );
  }
}

/** Never holds what a file does. */
function faultOf(pem: Pem): string | null {
  try {
    createSecureContext(pem);
    return pem.ca === undefined || pem.ca.includes('-----BEGIN CERTIFICATE-----')
      ? null
      : 'no certificate of an authority';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
