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
import { OwnerContacts } from '#reminders';
import { UserAuthModule, type UserAuthOptions } from '#user-auth';
import { VerificationModule } from '#verification';
import { ConsumersModule } from './consumers.module.js';
import { httpSide } from './http-side.js';
import { localPepper } from './local-pepper.js';
import { sampleApi } from './sample-api.js';
import { type StandaloneEnv } from './standalone.env.js';
import { VerifiersModule } from './verifiers.module.js';

export interface StandaloneParts extends ProcessParts {
  readonly env: StandaloneEnv;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
  readonly profile: EmbeddedProfile;
  readonly auth: UserAuthOptions;
  /** The module of the thread that runs activity's and the reminders' consumers. */
  readonly consumersEntry: URL;
  /** That of the threads that give verdicts, too, with more than one of WORKERS. */
  readonly verifierEntry: URL;
  /** How the demo owner signs in at the page. */
  readonly signIn?: SignInOptions | null;
}

/** Every feature in one process and, where it is tried out, the sample API that they protect. */
export function standaloneApp({ profile, auth, signIn = null, ...parts }: StandaloneParts): HttpService {
  const { env } = parts;
  const { folder, stores, parkedKeys, publisher, subscriber, publishing, howToRebuild } = profile;
  const peppers = env.KEY_PEPPERS ?? localPepper(folder.secret('pepper'));
  const base = { ...parts, publisher, subscriber, peppers: parsePeppers(peppers) };

  const activity = ActivityModule.forRoot({ ...base, store: stores.activity });
  const commands = writeSide({
    ...base,
    store: stores.events,
    publishing,
    snapshots: stores.snapshots,
    contacts: new OwnerContacts({ store: stores.contacts, publisher }),
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
  const consumers = ConsumersModule.forRoot({ ...parts, entry: parts.consumersEntry, profile });
  const parkedOwners = ParkedOwnersModule.forRoot({
    ...base,
    store: stores.events,
    parkedKeys,
    publishing,
  });

  const verifiers = VerifiersModule.forRoot({ ...parts, peppers, entry: parts.verifierEntry, profile });

  return {
    features: [
      UserAuthModule.forRoot(auth),
      ...commands,
      ...[usage, verification, activity, consumers, parkedOwners],
      ...(verifiers === null ? [] : [verifiers]),
      ...sampleApi({ ...base, verifier: verification.verifier }),
    ],
    providers: ON_EVERY_CALL,
    tasks: profile.tasks,
    ...httpSide(env, verification, { signIn, shareWith: verifiers?.shareWith }),
    sharesPort: verifiers !== null,
  };
}
