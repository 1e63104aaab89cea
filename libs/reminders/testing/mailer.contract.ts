import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Mail, type Mailer } from '../ports/mailer.js';
import { type ReceivedMail } from '../../../test/kit/received-mail.js';

export interface MailerUnderTest {
  /** Sends as `Keyward <keys@keyward.example>`. */
  readonly mailer: Mailer;
  /** What has arrived. */
  received(): Promise<readonly ReceivedMail[]>;
  destroy(): Promise<void>;
}

const MAIL: Mail = {
  to: { name: 'Ann Ångström', address: 'ann@acme.example' },
  subject: 'Rotate “Wöchentlicher Bericht” by Wednesday',
  text: 'Hello Ann,\n\nyour key “Bericht” …\n.\nend',
  html: '<p>Hello Ann,</p><p>your key &quot;Bericht&quot; – soon</p>',
  messageId: '<reminder.0123@keyward.example>',
  date: new Date('2026-03-25T09:00:00Z'),
};

/** Everything the Mailer port promises. Every adapter runs all of it. */
export function mailerContract(name: string, open: () => Promise<MailerUnderTest>): void {
  describe(`mailer: ${name}`, () => {
    let under: MailerUnderTest;
    let mailer: Mailer;

    const only = async (): Promise<ReceivedMail> => {
      const [mail, ...more] = await under.received();
      if (mail === undefined || more.length > 0) throw new Error('expected one mail');
      return mail;
    };

    beforeEach(async () => {
      under = await open();
      mailer = under.mailer;
    });
    afterEach(async () => {
      await mailer.close();
      await under.destroy();
    });

    it('delivers text and HTML as they are, with every header', async () => {
      await mailer.send(MAIL);
      const { headers, text, html } = await only();
      expect(text).toBe(MAIL.text);
      expect(html).toBe(MAIL.html);
      expect(headers).toMatchObject({
        from: 'Keyward <keys@keyward.example>',
        to: 'Ann Ångström <ann@acme.example>',
        subject: MAIL.subject,
        'message-id': MAIL.messageId,
        date: 'Wed, 25 Mar 2026 09:00:00 +0000',
      });
    });

    it('needs no name of the recipient', async () => {
      await mailer.send({ ...MAIL, to: { name: null, address: 'ann@acme.example' } });
      expect((await only()).headers['to']).toBe('ann@acme.example');
    });

    it('lets no name or subject add a header or a recipient', async () => {
      await mailer.send({
        ...MAIL,
        to: { name: 'Ann\r\nBcc: eve@evil.example', address: 'ann@acme.example' },
        subject: 'a\r\nX-Evil: yes',
      });
      const { headers } = await only();
      expect(headers).not.toHaveProperty('bcc');
      expect(headers).not.toHaveProperty('x-evil');
      expect(headers['to']).toMatch(/<ann@acme\.example>$/);
    });

    it('delivers many at once, each whole', async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `<reminder.${String(index)}@keyward.example>`);
      await Promise.all(ids.map((messageId) => mailer.send({ ...MAIL, messageId, subject: messageId })));
      const received = await under.received();
      expect(received.map(({ headers }) => headers['subject']).sort()).toEqual(ids.sort());
      expect(received.every(({ text }) => text === MAIL.text)).toBe(true);
    });

    it('says where mail goes, without a password', () => {
      expect(mailer.destination).not.toBe('');
      expect(mailer.destination).not.toContain('hunter2');
    });

    it('can be closed twice', async () => {
      await mailer.close();
      await mailer.close();
    });
  });
}
