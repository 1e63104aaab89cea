import { ActivityModule } from '#activity';
import { UsageModule } from '#activity/counting';
import { addConsoleRoutes, addSignInRoutes, type SignInOptions } from '#console';
import { EventStoreModule } from '#event-store';
import { type HttpService } from '#http';
import { parsePeppers } from '#key-secret';
import { KeyringModule, keyringOptions, ON_EVERY_CALL } from '#keyring';
import { OperationsModule } from '#operations';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { type ProcessParts } from '#process';
import { type EmbeddedProfile, ParkedOwnersModule } from '#profiles/embedded';
import { PropagationModule, replicaLease } from '#propagation';
import { reminderSettings, RemindersModule } from '#reminders';
import { mailerOf } from '#reminders/mailing';
import { UserAuthModule, type UserAuthOptions } from '#user-auth';
import { type VerificationFeature, VerificationModule } from '#verification';
import { BI_API_PATHS } from '../../examples/bi-api/index.js';
import { isForTrying } from './for-trying.js';
import { localPepper } from './local-pepper.js';
import { sampleApi } from './sample-api.js';
import { type StandaloneEnv } from './standalone.env.js';

export interface StandaloneParts extends ProcessParts {
  readonly env: StandaloneEnv;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
  readonly profile: EmbeddedProfile;
  readonly auth: UserAuthOptions;
  /** How the demo owner signs in at the page. */
  readonly signIn?: SignInOptions | null;
}

/** Every feature in one process and, where it is tried out, the sample API that they protect. */
export function standaloneApp({ profile, auth, signIn = null, ...parts }: StandaloneParts): HttpService {
  const { env } = parts;
  const { folder, stores, publisher, subscriber, howToRebuild } = profile;
  const peppers = parsePeppers(env.KEY_PEPPERS ?? localPepper(folder.secret('pepper')));
  const base = { ...parts, publisher, subscriber, peppers };

  const eventStore = EventStoreModule.forRoot({ ...base, store: stores.events });
  const propagation = PropagationModule.forRoot({ ...base, confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS });
  const activity = ActivityModule.forRoot({ ...base, store: stores.activity });
  const reminders = RemindersModule.forRoot({
    ...base,
    store: stores.reminders,
    contactStore: stores.contacts,
    mailer: mailerOf(env, folder.outbox),
    ...reminderSettings(env),
  });
  const usage = UsageModule.forRoot(base);
  const verification = VerificationModule.forRoot({
    ...base,
    store: stores.verification,
    lease: replicaLease({ ...base, leaseMs: env.LEASE_MS }),
    observer: usage.count,
    howToRebuild,
  });
  const keyring = KeyringModule.forRoot({
    ...base,
    store: stores.events,
    publisher: eventStore.publishing,
    barrier: propagation.barrier,
    contacts: reminders.contacts,
    options: keyringOptions(env),
  });
  const operations = OperationsModule.forRoot({
    store: stores.events,
    publishing: eventStore.publishing,
    barrier: propagation.barrier,
  });

  return {
    features: [
      UserAuthModule.forRoot(auth),
      ...[eventStore, propagation, keyring, operations, activity, reminders, usage, verification],
      ParkedOwnersModule.forRoot({
        ...base,
        store: stores.events,
        log: profile.log,
        publishing: eventStore.publishing,
      }),
      ...(isForTrying(env) ? sampleApi({ ...base, verifier: verification.verifier, keyPrefix: env.KEY_PREFIX }) : []),
    ],
    providers: ON_EVERY_CALL,
    tasks: profile.tasks,
    ...http(env, verification, signIn),
  };
}

/** The plain routes beside Nest's, and what OpenAPI says of them and of the example. */
function http(env: StandaloneEnv, { http: { openApi, ...rest } }: VerificationFeature, signIn: SignInOptions | null) {
  const { paths, schemas } = openApi;
  return {
    ...rest,
    addRoutes: async (fastify, app) => {
      await rest.addRoutes(fastify, app);
      addConsoleRoutes(fastify, app, env);
      if (signIn !== null) addSignInRoutes(fastify, signIn);
    },
    openApi: { title: 'Keyward', version: '1', paths: { ...paths, ...(isForTrying(env) && BI_API_PATHS) }, schemas },
  } satisfies Pick<HttpService, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl'>;
}
