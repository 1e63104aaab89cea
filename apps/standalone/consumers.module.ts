import { Module } from '@nestjs/common';
import { type OutgoingRecord, type Position } from '#contracts';
import { type Feature, type ProcessParts } from '#process';
import { WorkerThread } from '#process/threads';
import { type DatabasePaths, type EmbeddedProfile } from '#profiles/embedded';
import { reminderSettings } from '#reminders';
import { type StandaloneEnv } from './standalone.env.js';

export interface ConsumersParts extends ProcessParts {
  readonly env: StandaloneEnv;
  readonly profile: EmbeddedProfile;
  /** The module of the thread. */
  readonly entry: URL;
}

export interface ConsumersData {
  readonly databases: DatabasePaths;
  /** Where mails go when no server is configured. */
  readonly outbox: string;
  readonly mails: Pick<StandaloneEnv, 'SMTP_URL' | 'MAIL_FROM'>;
  readonly reminders: ReturnType<typeof reminderSettings>;
}

export type ConsumersHost = Readonly<{
  sendDeadLetters: (asked: {
    readonly topic: string;
    readonly records: readonly OutgoingRecord[];
  }) => Promise<readonly Position[]>;
}>;

/** What the thread answers to. */
export type ConsumersCalls = Readonly<{ grown: (topics: readonly string[]) => void }>;

/** Activity and reminders: a thread reads the log, counts, and sends mails, beside the one that answers. */
@Module({})
export class ConsumersModule {
  static forRoot({ env, profile, ...parts }: ConsumersParts): Feature {
    const { folder, publisher, onGrown } = profile;
    const { SMTP_URL, MAIL_FROM } = env;
    const calls: ConsumersHost = { sendDeadLetters: ({ topic, records }) => publisher.send(topic, records) };
    const consumers = new WorkerThread<ConsumersData, ConsumersCalls>({
      ...parts,
      name: 'consumers',
      data: {
        databases: folder.databases,
        outbox: folder.outbox,
        mails: { MAIL_FROM, ...(SMTP_URL !== undefined && { SMTP_URL }) },
        reminders: reminderSettings(env),
      },
      calls,
    });
    onGrown((topics) => {
      consumers.thread.tell('grown', topics);
    });
    return { module: ConsumersModule, tasks: { consumers } };
  }
}
