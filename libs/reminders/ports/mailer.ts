export interface Mail {
  readonly to: { readonly name: string | null; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets. The same for every attempt, so that a mailbox can drop a duplicate. */
  readonly messageId: string;
  readonly date: Date;
}

/** The mail server refused the recipient, or the mail to it, for good. The message may repeat the address. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/**
 * The mail server takes nothing from this sender, as when the password is wrong; the operator of Keyward has to
 * fix it.
 */
export class SenderRefused extends Error {
  override readonly name = 'SenderRefused';
}

/** The way out for mail. */
export interface Mailer {
  /** Where mail goes, for the log: no credentials. */
  readonly destination: string;
  /**
   * Resolves when the mail was taken. Any other rejection than these two: it may have been taken all the same, or may
   * be later.
   * @throws MailRefused it was not taken, and never will be. @throws SenderRefused it was not taken; another try may
   * be, once that is fixed.
   */
  send(mail: Mail): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
