import { createTransport } from 'nodemailer';
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Mail, type Mailer } from '../../ports/mailer.js';

export interface EmlFolderMailerOptions {
  /** Created when missing, for the process's user alone. */
  readonly folder: string;
  readonly from: string;
}

/** Writes each mail to a file that mail programs open. A mail that is sent again the same day replaces its file. */
export class EmlFolderMailer implements Mailer {
  readonly destination: string;
  private readonly transport;

  constructor({ folder, from }: EmlFolderMailerOptions) {
    this.destination = resolve(folder);
    this.transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' }, { from });
  }

  async send(mail: Mail): Promise<void> {
    const { to, ...content } = mail;
    const { message } = await this.transport.sendMail({
      ...content,
      to: { name: to.name ?? '', address: to.address },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await mkdir(this.destination, { recursive: true, mode: 0o700 });
    const path = join(this.destination, fileName(mail));
    await writeFile(`${path}.tmp`, message, { mode: 0o600 });
    await rename(`${path}.tmp`, path); // nobody ever reads half a mail
  }

  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}

function fileName({ date, messageId }: Mail): string {
  return `${date.toISOString().slice(0, 10)}-${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}.eml`;
}
