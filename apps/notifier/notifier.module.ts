import { type DynamicModule, Module } from '@nestjs/common';
import { join } from 'node:path';
import { CLOCK, type Clock } from '#contracts';
import { watchParkedKeys } from '#messaging';
import { openKafka, TopicsAreThere, kafkaConnection } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { type MongoConnection } from '#mongo';
import { createReminders, REMINDERS_GROUP } from '#reminders';
import { mailerOf } from '#reminders/mailing';
import { MongoContactStore, MongoReminderStore } from '#reminders/adapters/mongo';
import { Background, LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness } from '#process';
import { type NotifierEnv } from './notifier.env.js';

export interface NotifierOptions {
  readonly env: NotifierEnv;
  readonly mongo: MongoConnection;
}

/** Rotation reminders, on Kafka and MongoDB. */
@Module({})
export class NotifierModule {
  static forRoot({ env, mongo }: NotifierOptions): DynamicModule {
    const start = async (
      clock: Clock,
      readiness: Readiness,
      metrics: MetricsRegistry,
      logger: Logger,
    ): Promise<Background> => {
      const connection = kafkaConnection(env, 'notifier');
      const log = openKafka({ connection, parkedKeys: await MongoParkedKeys.open(mongo), logger, metrics });
      watchParkedKeys(metrics, log.parkedKeys, [REMINDERS_GROUP]);
      const reminders = createReminders({
        store: await MongoReminderStore.open(mongo),
        contactStore: MongoContactStore.open(mongo),
        mailer: mailerOf(env, join(env.DATA_DIR, 'outbox')),
        publisher: log.publisher,
        subscriber: log.subscriber,
        clock,
        logger,
        metrics,
        leadDays: env.REMINDER_LEAD_DAYS,
        leaseMs: env.REMINDER_CLAIM_MS,
        consoleUrl: env.CONSOLE_URL ?? null,
        graceHours: env.GRACE_HOURS,
        mailFrom: env.MAIL_FROM,
      });
      return new Background({
        tasks: { mongo, log, kafka: new TopicsAreThere(connection, logger), reminders },
        readiness,
        logger,
      });
    };
    return {
      module: NotifierModule,
      providers: [{ provide: Background, inject: [CLOCK, READINESS, METRICS, LOGGER], useFactory: start }],
    };
  }
}
