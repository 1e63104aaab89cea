import { createTransport } from 'nodemailer';
import { type Mail, type Mailer, MailRefused, SenderRefused } from '../../ports/mailer.js';

export interface SmtpMailerOptions {
  /** `smtps://user:password@host:465` (TLS) or `smtp://host:587` (TLS by STARTTLS where the server offers it). */
  readonly url: string;
  /** Sender: `address` or `Name <address>`. */
  readonly from: string;
  /** The most connections at once. Default 8. */
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
    this.transport = createTransport(
      { pool: true, url, requireTLS, maxConnections: connections, maxRequeues: 0, ...PATIENCE },
      { from },
    );
  }

  async send(mail: Mail): Promise<void> {
    const { to, ...content } = mail;
    try {
      await this.transport.sendMail({
        ...content,
        to: { name: to.name ?? '', address: to.address },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      throw permanentRefusal(error) ?? error;
    }
  }

  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}

/** Commands whose answer is about one recipient or the mail; an answer to any other one is about the sender. */
const OF_THE_MAIL = ['RCPT TO', 'DATA'];
/** Answers to any command that are about the order of commands, or the sender's right to use the server. */
const OF_THE_SENDER = [503, 530, 534, 535, 538];

/**
 * What a 5xx means (RFC 5321, 4.2.1: do not repeat the request); undefined for whatever may be different the next time.
 */
function permanentRefusal(error: unknown): MailRefused | SenderRefused | undefined {
  if (!(error instanceof Error) || !('responseCode' in error) || typeof error.responseCode !== 'number')
    return undefined;
  if (error.responseCode < 500 || error.responseCode > 599) return undefined;
  const isOfTheMail =
    'command' in error && OF_THE_MAIL.includes(String(error.command)) && !OF_THE_SENDER.includes(error.responseCode);
  return isOfTheMail
    ? new MailRefused(error.message, { cause: error })
    : new SenderRefused(error.message, { cause: error });
}
