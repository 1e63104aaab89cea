import { UsageModule } from '#activity/counting';
import { MongoVerificationStore } from '#verification/adapters/mongo';
import { type HttpService } from '#http';
import { parsePeppers } from '#key-secret';
import { loadCatalogue } from '#permissions/env';
import { type ProcessParts } from '#process';
import { openDistributed } from '#profiles/distributed';
import { replicaLease } from '#propagation';
import { VerificationModule } from '#verification';
import { type VerificationAppEnv } from './verification.env.js';

/** One verification replica on Kafka and MongoDB. */
export async function verificationApp(env: VerificationAppEnv, process: ProcessParts): Promise<HttpService> {
  const rules = loadCatalogue(env);
  const { stores, publisher, subscriber, tasks, howToRebuild } = await openDistributed({
    ...process,
    env,
    service: 'verification',
    stores: { verification: MongoVerificationStore },
  });
  const usage = UsageModule.forRoot({ ...process, publisher });
  const verification = VerificationModule.forRoot({
    ...process,
    ...rules,
    env,
    subscriber,
    store: stores.verification,
    peppers: parsePeppers(env.KEY_PEPPERS),
    lease: replicaLease({ ...process, publisher, subscriber, leaseMs: env.LEASE_MS }),
    observer: usage.count,
    howToRebuild,
  });
  const { openApi, ...http } = verification.http;
  return {
    features: [usage, verification],
    tasks,
    openApi: { title: 'Keyward: verification', ...openApi },
    ...http,
  };
}
