import { ActivityController } from '#activity';
import { addConsoleRoutes } from '#console';
import { EventStoreModule } from '#event-store';
import { MongoEventStore, MongoSnapshotStore } from '#event-store/adapters/mongo';
import { type HttpService, NO_CALL_BEFORE_THE_START } from '#http';
import { parsePeppers } from '#key-secret';
import { keyringOptions, ON_EVERY_CALL } from '#keyring';
import { loadCatalogue } from '#permissions/env';
import { type ProcessParts } from '#process';
import { openDistributed } from '#profiles/distributed';
import { writeSide } from '#profiles/write-side';
import { ContactsModule } from '#reminders';
import { MongoContactStore } from '#reminders/adapters/mongo';
import { UserAuthModule, userAuthOptions } from '#user-auth';
import { VERIFICATION_OPENAPI } from '#verification/openapi';
import { type KeyCommandEnv } from './key-command.env.js';

/** The write side on Kafka and MongoDB. */
export async function keyCommandApp(env: KeyCommandEnv, process: ProcessParts): Promise<HttpService> {
  const { catalogue } = loadCatalogue(env);
  const { stores, publisher, subscriber, tasks } = await openDistributed({
    ...process,
    env,
    service: 'key-command',
    stores: { events: MongoEventStore, snapshots: MongoSnapshotStore, contacts: MongoContactStore },
  });
  const base = { ...process, publisher, subscriber };
  const contacts = ContactsModule.forRoot({ ...base, store: stores.contacts, group: 'key-command-contacts' });
  const eventStore = EventStoreModule.forRoot({ ...base, store: stores.events, restoredApart: subscriber });
  const commands = writeSide({
    ...base,
    store: stores.events,
    publishing: eventStore.publishing,
    snapshots: stores.snapshots,
    contacts: contacts.contacts,
    catalogue,
    peppers: parsePeppers(env.KEY_PEPPERS),
    options: keyringOptions(env),
  });
  return {
    features: [UserAuthModule.forRoot(userAuthOptions(env)), eventStore, ...commands, contacts],
    providers: [...ON_EVERY_CALL, NO_CALL_BEFORE_THE_START],
    tasks,
    // one document for what the services answer at one public address
    openApi: { title: 'Keyward', elsewhere: { controllers: [ActivityController], ...VERIFICATION_OPENAPI } },
    addRoutes: (fastify, app) => {
      addConsoleRoutes(fastify, app, env);
    },
  };
}
