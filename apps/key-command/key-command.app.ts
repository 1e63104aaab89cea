import { APP_GUARD } from '@nestjs/core';
import { addConsoleRoutes } from '#console';
import { EventStoreModule } from '#event-store';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { MongoContactStore } from '#reminders/adapters/mongo';
import { type HttpService, StartedGuard } from '#http';
import { parsePeppers } from '#key-secret';
import { KeyringModule, keyringOptions, ON_EVERY_CALL } from '#keyring';
import { OperationsModule } from '#operations';
import { loadCatalogue } from '#permissions/env';
import { Background, type ProcessParts } from '#process';
import { openDistributed } from '#profiles/distributed';
import { PropagationModule } from '#propagation';
import { ContactsModule } from '#reminders';
import { UserAuthModule, userAuthOptions } from '#user-auth';
import { type KeyCommandEnv } from './key-command.env.js';

const NOBODY_BEFORE_THE_START = {
  provide: APP_GUARD,
  inject: [Background],
  useFactory: (background: Background) => new StartedGuard(background),
};

/** The write side on Kafka and MongoDB. */
export async function keyCommandApp(env: KeyCommandEnv, process: ProcessParts): Promise<HttpService> {
  const { catalogue } = loadCatalogue(env);
  const { stores, publisher, subscriber, tasks } = await openDistributed({
    ...process,
    env,
    service: 'key-command',
    stores: { events: MongoEventStore, contacts: MongoContactStore },
  });
  const base = { ...process, store: stores.events, publisher, subscriber };
  const eventStore = EventStoreModule.forRoot({ ...base, restoredApart: subscriber });
  const propagation = PropagationModule.forRoot({ ...base, confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS });
  const contacts = ContactsModule.forRoot({ ...base, store: stores.contacts, group: 'key-command-contacts' });
  const keyring = KeyringModule.forRoot({
    ...base,
    publisher: eventStore.publishing,
    barrier: propagation.barrier,
    contacts: contacts.contacts,
    catalogue,
    peppers: parsePeppers(env.KEY_PEPPERS),
    options: keyringOptions(env),
  });
  const { publishing } = eventStore;
  const operations = OperationsModule.forRoot({ ...base, publishing, barrier: propagation.barrier });
  return {
    features: [
      UserAuthModule.forRoot(userAuthOptions(env)),
      ...[eventStore, propagation, contacts, keyring, operations],
    ],
    providers: [...ON_EVERY_CALL, NOBODY_BEFORE_THE_START],
    tasks,
    openApi: { title: 'Keyward: keys and members', version: '1' },
    addRoutes: (fastify, app) => {
      addConsoleRoutes(fastify, app, env);
    },
  };
}
