import { createHash } from 'node:crypto';
import { type MailId } from '../domain/mail-plan.js';

/** The same for every attempt on the same mail, on whatever machine; the ids behind it cannot be read from it. */
export function messageId(
  keyId: string,
  { credentialId, intervalDays, stage, expiresAt }: MailId,
  host: string,
): string {
  const mail = stage === 'expiring' ? [keyId, stage, expiresAt] : [keyId, credentialId, intervalDays, stage];
  const digest = createHash('sha256').update(JSON.stringify(mail)).digest('hex');
  return `<reminder.${digest.slice(0, 40)}@${host}>`;
}
