import { ActivityModule } from '#activity';
import { UsageModule } from '#activity/counting';
import { type SignInOptions } from '#console';
import { type HttpService } from '#http';
import { parsePeppers } from '#key-secret';
import { keyringOptions, ON_EVERY_CALL } from '#keyring';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { type ProcessParts } from '#process';
import { type EmbeddedProfile, ParkedOwnersModule } from '#profiles/embedded';
import { writeSide } from '#profiles/write-side';
import { replicaLease } from '#propagation';
import { reminderSettings, RemindersModule } from '#reminders';
import { mailerOf } from '#reminders/mailing';
import { UserAuthModule, type UserAuthOptions } from '#user-auth';
import { VerificationModule } from '#verification';
import { httpSide } from './http-side.js';
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
  const { folder, stores, log, publisher, subscriber, publishingMutex, howToRebuild } = profile;
  const peppers = parsePeppers(env.KEY_PEPPERS ?? localPepper(folder.secret('pepper')));
  const base = { ...parts, publisher, subscriber, peppers };

  const activity = ActivityModule.forRoot({ ...base, store: stores.activity });
  const reminders = RemindersModule.forRoot({
    ...base,
    store: stores.reminders,
    contactStore: stores.contacts,
    mailer: mailerOf(env, folder.outbox),
    ...reminderSettings(env),
  });
  const commands = writeSide({
    ...base,
    store: stores.events,
    publishingMutex,
    snapshots: stores.snapshots,
    contacts: reminders.contacts,
    options: keyringOptions(env),
  });
  const usage = UsageModule.forRoot(base);
  const lease = replicaLease({ ...base, leaseMs: env.LEASE_MS });
  const verification = VerificationModule.forRoot({
    ...base,
    store: stores.verification,
    lease,
    observer: usage.count,
    howToRebuild,
  });
  const parkedOwners = ParkedOwnersModule.forRoot({
    ...base,
    store: stores.events,
    log,
    publishing: commands.publishing,
  });

  return {
    features: [
      UserAuthModule.forRoot(auth),
      ...commands.features,
      ...[usage, verification, activity, reminders, parkedOwners],
      ...sampleApi({ ...base, verifier: verification.verifier }),
    ],
    providers: ON_EVERY_CALL,
    tasks: profile.tasks,
    ...httpSide(env, verification, signIn),
  };
}
