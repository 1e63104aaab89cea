import { MailServer } from '../../../../test/kit/mail-server.js';
import { mailerContract } from '../../testing/mailer.contract.js';
import { SmtpMailer } from './smtp-mailer.js';

mailerContract('smtp', async () => {
  const server = await MailServer.start(() => 'take', {
    onAuth: ({ password }, _session, answer) => {
      answer(null, { user: password === 'hunter2' ? 'keys' : undefined });
    },
  });
  return {
    mailer: new SmtpMailer({
      url: server.url.replace('//', '//keys:hunter2@'),
      from: 'Keyward <keys@keyward.example>',
    }),
    received: () => Promise.resolve(server.mails),
    destroy: () => server.stop(),
  };
});
