import { Module } from '@nestjs/common';
import { type ContactDirectory } from '#contracts';
import { type Publisher } from '#messaging';
import { type Feature } from '#process';
import { ContactsFollower, type ContactsFollowerParts } from './application/contacts-follower.js';
import { OwnerContacts } from './application/owner-contacts.js';

export interface ContactsParts extends ContactsFollowerParts {
  readonly publisher: Pick<Publisher, 'send'>;
}

/** Addresses of owners in a service without the notifier. */
@Module({})
export class ContactsModule {
  static forRoot(parts: ContactsParts): Feature & { readonly contacts: ContactDirectory } {
    const contacts = new ContactsFollower(parts);
    return { module: ContactsModule, contacts: new OwnerContacts(parts), tasks: { contacts } };
  }
}
