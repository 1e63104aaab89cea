import { type ContactDirectory, isMailAddress, type MailContact } from '#contracts';
import { token } from '#process';
import { type UserCaller } from '#user-auth';

/** Null when mail cannot be addressed by what the caller's token says. */
export function mailContactOf({ email, name, issuedAt }: UserCaller): MailContact | null {
  return email !== null && isMailAddress(email) ? { email, name, tokenIssuedAt: issuedAt } : null;
}

export const CONTACTS = token<ContactDirectory>('ContactDirectory');
