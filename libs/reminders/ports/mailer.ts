export interface Mail {
  readonly to: { readonly name: string | null; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets. The same for every attempt, so that a mailbox can drop a duplicate. */
  readonly messageId: string;
  readonly date: Date;
}

/** The way out for mail. */
export interface Mailer {
  /** Where mail goes, for the log: no credentials. */
  readonly destination: string;
  /** Resolves when the mail was taken. Rejects when that is not known: it may have been taken all the same. */
  send(mail: Mail): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
