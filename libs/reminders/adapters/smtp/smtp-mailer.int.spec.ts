import { afterEach, describe, expect, it } from '@jest/globals';
import { type SMTPServerOptions } from 'smtp-server';
import { type Mail, MailRefused, SenderRefused } from '../../ports/mailer.js';
import { MailServer } from '../../../../test/kit/mail-server.js';
import { SmtpMailer } from './smtp-mailer.js';

const MAIL: Mail = {
  to: { name: null, address: 'ann@acme.example' },
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: '<1@keyward.example>',
  date: new Date(0),
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
    // the same host by a name that says nothing of it
    const elsewhere = server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]').replace('//', '//keys:hunter2@');
    mailer = new SmtpMailer({ url: elsewhere, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow(/STARTTLS|TLS/);
    expect(passwords).toEqual([]);
  });

  const answering = (responseCode: number) => Object.assign(new Error('an answer'), { responseCode });

  it.each([550, 552, 553, 554])('is refused for good when the server answers the recipient with %d', async (code) => {
    server = await MailServer.start(() => 'take', {
      onRcptTo: (_address, _session, answer) => {
        answer(answering(code));
      },
    });
    mailer = new SmtpMailer({ url: server.url, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow(MailRefused);
  });

  it.each([550, 552, 554])('is refused for good when the server answers the mail with %d', async (code) => {
    server = await MailServer.start(() => answering(code));
    mailer = new SmtpMailer({ url: server.url, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow(MailRefused);
  });

  it.each<[string, SMTPServerOptions]>([
    [
      'a recipient with 450',
      {
        onRcptTo: (_address, _session, answer) => {
          answer(answering(450));
        },
      },
    ],
    [
      'a recipient with 421',
      {
        onRcptTo: (_address, _session, answer) => {
          answer(answering(421));
        },
      },
    ],
    [
      'a sender with 451',
      {
        onMailFrom: (_address, _session, answer) => {
          answer(answering(451));
        },
      },
    ],
  ])('may be taken another time when the server answers %s', async (_what, options) => {
    server = await MailServer.start(() => 'take', options);
    mailer = new SmtpMailer({ url: server.url, from: 'keys@keyward.example' });
    const refusal: unknown = await mailer.send(MAIL).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Error);
    for (const permanent of [MailRefused, SenderRefused]) expect(refusal).not.toBeInstanceOf(permanent);
  });

  it.each<[string, SMTPServerOptions]>([
    [
      'the password with 535',
      {
        authOptional: false,
        onAuth: (_auth, _session, answer) => {
          answer(answering(535));
        },
      },
    ],
    [
      'the sender with 550',
      {
        onMailFrom: (_address, _session, answer) => {
          answer(answering(550));
        },
      },
    ],
    [
      'the recipient with 530, for want of a password',
      {
        onRcptTo: (_address, _session, answer) => {
          answer(answering(530));
        },
      },
    ],
  ])('is the sender’s trouble, not the recipient’s, when the server answers %s', async (_what, options) => {
    server = await MailServer.start(() => 'take', {
      onAuth: (_auth, _session, answer) => {
        answer(null, { user: 'keys' });
      },
      ...options,
    });
    mailer = new SmtpMailer({ url: server.url.replace('//', '//keys:hunter2@'), from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow(SenderRefused);
  });

  it('is not repeated behind the caller’s back when the connection drops', async () => {
    server = await MailServer.start(() => 'drop');
    mailer = new SmtpMailer({ url: server.url, from: 'keys@keyward.example' });
    await expect(mailer.send(MAIL)).rejects.toThrow();
    expect(server.mails).toHaveLength(1);
  });
});
