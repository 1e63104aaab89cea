import { createTransport } from 'nodemailer';
import { type Mail, type Mailer } from '../../ports/mailer.js';

export interface SmtpMailerOptions {
  /** `smtps://user:password@host:465` (TLS) or `smtp://host:587` (TLS by STARTTLS where the server offers it). */
  readonly url: string;
  /** Sender: `address` or `Name <address>`. */
  readonly from: string;
  /** At most so many connections; 8 unless told. */
  readonly connections?: number;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** How long a server that hangs can hold up one mail. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends over SMTP through a few connections that are kept. A password leaves this host under TLS only. */
export class SmtpMailer implements Mailer {
  readonly destination: string;
  private readonly transport;

  constructor({ url, from, connections = 8 }: SmtpMailerOptions) {
    const { protocol, host, hostname, password } = new URL(url);
    this.destination = `${protocol}//${host}`;
    const requireTLS = password !== '' && !LOOPBACK.includes(hostname);
    // A failed attempt is the caller's to repeat: nodemailer itself repeats none.
    this.transport = createTransport({ pool: true, url, requireTLS, maxConnections: connections, maxRequeues: 0, ...PATIENCE }, { from });
  }

  async send(mail: Mail): Promise<void> {
    const { to, ...content } = mail;
    await this.transport.sendMail({ ...content, to: { name: to.name ?? '', address: to.address }, disableFileAccess: true, disableUrlAccess: true });
  }

  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}
