import { afterEach, describe, expect, it } from '@jest/globals';
import { type Mail } from '../../ports/mailer.js';
import { MailServer } from '../../../../test/kit/mail-server.js';
import { SmtpMailer } from './smtp-mailer.js';

const MAIL: Mail = {
  to: { name: null, address: 'ann@acme.example' }, subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', messageId: '<1@keyward.example>', date: new Date(0),
};

describe('mail over SMTP', () => {
  let server: MailServer;
  let mailer: SmtpMailer;

  afterEach(async () => {
    await mailer.close();
    await server.stop();
  });

  it('goes over TLS to a server whose certificate can be checked, and to no other', async () => {
    server = await MailServer.start(() => 'take', { secure: true });
    const url = server.url.replace('smtp:', 'smtps:');
    mailer = new SmtpMailer({ url, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow(/certificate/i);
    expect(server.mails).toHaveLength(0);
    await mailer.close();
    mailer = new SmtpMailer({ url: `${url}?tls.rejectUnauthorized=false`, from: 'keys@keyward.example' });
    await mailer.send(MAIL);
    expect(server.mails).toHaveLength(1);
  });

  it('takes no password to another host without TLS', async () => {
    const passwords: (string | null | undefined)[] = [];
    server = await MailServer.start(() => 'take', {
      onAuth: ({ password }, _session, answer) => {
        passwords.push(password);
        answer(null, { user: 'keys' });
      },
    });
    const elsewhere = server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]').replace('//', '//keys:hunter2@'); // the same host by a name that says nothing of it
    mailer = new SmtpMailer({ url: elsewhere, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow(/STARTTLS|TLS/);
    expect(passwords).toEqual([]);
  });

  it('is not repeated behind the caller’s back when the connection drops', async () => {
    server = await MailServer.start(() => 'drop');
    mailer = new SmtpMailer({ url: server.url, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow();
    expect(server.mails).toHaveLength(1);
  });
});
