import { ACTIVITY_GROUPS, ActivityModule } from '#activity';
import { ActivityProjector } from '#activity/consuming';
import { MongoActivityStore } from '#activity/adapters/mongo';
import { type HttpService } from '#http';
import { type ProcessParts } from '#process';
import { openDistributed } from '#profiles/distributed';
import { UserAuthModule, userAuthOptions } from '#user-auth';
import { type ActivityEnv } from './activity.env.js';

/** What keys are used for, on Kafka and MongoDB. */
export async function activityApp(env: ActivityEnv, process: ProcessParts): Promise<HttpService> {
  const { stores, subscriber, tasks } = await openDistributed({
    ...process,
    env,
    service: 'activity',
    stores: { activity: MongoActivityStore },
    parkingGroups: [ACTIVITY_GROUPS.keys],
  });
  const parts = { ...process, subscriber, store: stores.activity };
  return {
    features: [UserAuthModule.forRoot(userAuthOptions(env)), ActivityModule.forRoot(parts)],
    tasks: { ...tasks, activity: new ActivityProjector(parts) },
    openApi: { title: 'Keyward: activity' },
  };
}
