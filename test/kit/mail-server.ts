import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Haystack } from './leak-scan.js';
import { readMail, type ReceivedMail } from './received-mail.js';

/**
 * What the server does with a mail that has arrived whole: `take` answers 250; `drop` keeps it and cuts the connection
 * without an answer; else the refusal.
 */
export type Reaction = 'take' | 'drop' | Error;

/** Is asked for each mail, with the number of those before it and the addresses it goes to. */
export type React = (before: number, to: readonly string[]) => Reaction | Promise<Reaction>;

/** A real SMTP server on this host. */
export class MailServer {
  private readonly raw: string[] = [];
  /** Recipients as the envelope names them, in the order of the mails. */
  readonly recipients: string[] = [];
  /** How often anybody connected. */
  connections = 0;
  private server: SMTPServer;
  private port = 0;

  private constructor(
    private readonly react: React,
    private readonly options: SMTPServerOptions,
  ) {
    this.server = this.create();
  }

  static async start(react: React = () => 'take', options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(react, options);
    await server.listen();
    return server;
  }

  get mails(): readonly ReceivedMail[] {
    return this.raw.map(readMail);
  }

  /** Every mail as it came and, since encodings break lines within a word, as its recipient reads it. */
  haystacks(): readonly Haystack[] {
    return this.raw.flatMap((raw, index) => {
      const { headers, text, html } = readMail(raw);
      return [
        { name: `mail ${String(index)}`, bytes: Buffer.from(raw, 'latin1') },
        { name: `the words of mail ${String(index)}`, bytes: Buffer.from(JSON.stringify({ headers, text, html })) },
      ];
    });
  }

  get url(): string {
    return `smtp://127.0.0.1:${String(this.port)}`;
  }

  /** After it was stopped, on the same port. */
  async restart(): Promise<void> {
    this.server = this.create();
    await this.listen();
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private async listen(): Promise<void> {
    const listening = this.server.listen(this.port, '127.0.0.1');
    await once(listening, 'listening');
    const address: AddressInfo | string | null = listening.address();
    if (address === null || typeof address === 'string') throw new Error('not a TCP server');
    this.port = address.port;
  }

  private create(): SMTPServer {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      ...this.options,
      onConnect: (_session, accept) => {
        this.connections++;
        accept();
      },
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
        });
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          void Promise.resolve(this.react(this.raw.length, to)).then((reaction) => {
            if (reaction instanceof Error) {
              answer(reaction);
              return;
            }
            this.raw.push(Buffer.concat(chunks).toString('latin1'));
            this.recipients.push(...to);
            if (reaction === 'take') answer(null);
            else
              server.connections.forEach((connection) => {
                connection._socket.destroy();
              });
          });
        });
      },
    });
    server.on('error', () => undefined); // connections that end in the middle are part of the tests
    return server;
  }
}
