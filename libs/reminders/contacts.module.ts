import { Module } from '@nestjs/common';
import { type ContactDirectory } from '#contracts';
import { type Feature } from '#process';
import { ContactsFollower, type ContactsFollowerParts } from './application/contacts-follower.js';

/** Addresses of owners in a service without the notifier. */
@Module({})
export class ContactsModule {
  static forRoot(parts: ContactsFollowerParts): Feature & { readonly contacts: ContactDirectory } {
    const contacts = new ContactsFollower(parts);
    return { module: ContactsModule, contacts: contacts.contacts, tasks: { contacts } };
  }
}
