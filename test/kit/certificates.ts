import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type JsonGeneralNames,
  type X509Certificate,
} from '@peculiar/x509';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const THIS_MACHINE: JsonGeneralNames = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
];

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

const pairOfKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const validity = () => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + DAY_MS),
  signingAlgorithm: ALGORITHM,
});

/** An authority that tests make up, and what it signs. */
export class Authority {
  private static made = 1;

  private constructor(
    private readonly certificate: X509Certificate,
    private readonly keys: Awaited<ReturnType<typeof pairOfKeys>>,
  ) {}

  static async create(name = 'An authority of tests'): Promise<Authority> {
    const keys = await pairOfKeys();
    const extensions = [
      new BasicConstraintsExtension(true, 1, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
    return new Authority(
      await X509CertificateGenerator.createSelfSigned({
        serialNumber: '01',
        name: `CN=${name}`,
        keys,
        extensions,
        ...validity(),
      }),
      keys,
    );
  }

  /** What those who trust it need. */
  get ca(): string {
    return this.certificate.toString('pem');
  }

  /** A certificate for this machine, or for `names`, of a server and of a client. */
  async issue(commonName: string, notAfter = new Date(Date.now() + DAY_MS), names = THIS_MACHINE): Promise<Pair> {
    const { publicKey, privateKey } = await pairOfKeys();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: (Authority.made += 1).toString(16).padStart(4, '0'),
      subject: `CN=${commonName}`,
      issuer: this.certificate.subject,
      publicKey,
      signingKey: this.keys.privateKey,
      extensions: [new SubjectAlternativeNameExtension(names)],
      ...validity(),
      notAfter,
    });
    return {
      cert: certificate.toString('pem'),
      key: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY'),
    };
  }
}

/** The files of a server, in a folder of their own, and their variables. */
export function certificateFiles({ cert, key }: Pair, ca?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-tls-'));
  const files = {
    TLS_CERT_FILE: join(folder, 'tls.crt'),
    TLS_KEY_FILE: join(folder, 'tls.key'),
    ...(ca !== undefined && { TLS_CA_FILE: join(folder, 'ca.crt') }),
  };
  writeFileSync(files.TLS_CERT_FILE, cert);
  writeFileSync(files.TLS_KEY_FILE, key);
  if (files.TLS_CA_FILE !== undefined && ca !== undefined) writeFileSync(files.TLS_CA_FILE, ca);
  return files;
}
