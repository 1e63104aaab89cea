import { EmlFolderMailer } from '../adapters/eml-folder/eml-folder-mailer.js';
import { SmtpMailer } from '../adapters/smtp/smtp-mailer.js';
import { type Mailer } from '../ports/mailer.js';
import { type RemindersEnv } from '../reminders-env.js';

/** By SMTP where a server is configured, else into `folder`. */
export function mailerOf(
  { SMTP_URL: url, MAIL_FROM: from }: Pick<RemindersEnv, 'SMTP_URL' | 'MAIL_FROM'>,
  folder: string,
): Mailer {
  return url === undefined ? new EmlFolderMailer({ folder, from }) : new SmtpMailer({ url, from });
}
