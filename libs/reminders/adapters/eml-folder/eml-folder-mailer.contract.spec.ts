import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailerContract } from '../../testing/mailer.contract.js';
import { readMail } from '../../../../test/kit/received-mail.js';
import { EmlFolderMailer } from './eml-folder-mailer.js';

mailerContract('eml-folder', async () => {
  const data = await mkdtemp(join(tmpdir(), 'keyward-outbox-'));
  const folder = join(data, 'outbox');
  return {
    mailer: new EmlFolderMailer({ folder, from: 'Keyward <keys@keyward.example>' }),
    received: async () =>
      Promise.all((await readdir(folder)).map(async (file) => readMail(await readFile(join(folder, file), 'latin1')))),
    destroy: () => rm(data, { recursive: true }),
  };
});
