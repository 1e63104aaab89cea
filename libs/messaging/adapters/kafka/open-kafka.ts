import { setTimeout as pause } from 'node:timers/promises';
import { Counter } from 'prom-client';
import { type Logger, type MetricsRegistry } from '#process';
import { deadLetterNotice } from '../../dead-letter-notice.js';
import { LagWatch } from '../../lag-watch.js';
import { type ParkedKeys } from '../../parked-keys.js';
import { type KafkaConnection } from './kafka-connection.js';
import { KafkaLog } from './kafka-log.js';
import { KafkaTopics } from './kafka-topics.js';

const ASK_EVERY_MS = 1000;
const WHEN_PARKED =
  'when the cause is removed, publish the owner’s events again with npm run ops -- republish (docs/operations.md, “A parked owner, dead letters”)';

export interface OpenKafkaParts {
  readonly connection: KafkaConnection;
  /** Where this service's groups remember what they have parked. */
  readonly parkedKeys: ParkedKeys;
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
}

/** The log of a service, with its log lines and metrics. It connects at the first use. */
export function openKafka({ connection, parkedKeys, logger, metrics }: OpenKafkaParts): KafkaLog {
  const troubles = new Counter({
    name: 'keyward_kafka_troubles_total',
    help: 'Sends to Kafka that failed and were tried again, and consumers that were lost and replaced.',
    registers: [metrics],
  });
  return KafkaLog.open({
    connection,
    parkedKeys,
    lagWatch: new LagWatch({ logger, metrics }),
    onRetry: (topic, error, attempt) => {
      logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
    },
    onDeadLetter: deadLetterNotice({ logger, metrics, whenParked: WHEN_PARKED }),
    onTrouble: (what, error) => {
      troubles.inc();
      logger.warn({ err: error }, `Kafka: ${what}: trying again`);
    },
  });
}

/** The log for tools that only read: it belongs to no group and sends nothing. */
export function openKafkaToRead(connection: KafkaConnection): KafkaLog {
  const refuse = (): Promise<never> =>
    Promise.reject(new TypeError('this log was opened to read: it takes part in no group'));
  return KafkaLog.open({ connection, parkedKeys: { among: refuse, parkedNow: refuse, save: refuse } });
}

/** What has to be there before a service may follow or write to its topics: brokers that answer, and the topics. */
export class TopicsAreThere {
  private readonly topics: KafkaTopics;
  private readonly closing = new AbortController();
  private reason: string | null = 'not asked yet';

  constructor(
    connection: KafkaConnection,
    private readonly logger: Logger,
  ) {
    this.topics = new KafkaTopics(connection);
  }

  /** Resolves when they are; asks every second until then. */
  async start(): Promise<void> {
    for (const { signal } = this.closing; !signal.aborted;) {
      const reason = await this.ask();
      if (reason !== this.reason && reason !== null) this.logger.warn({ reason }, 'waiting for Kafka');
      this.reason = reason;
      if (reason === null) return;
      await pause(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined); // closed while waiting
    }
  }

  notReady(): string | null {
    return this.reason;
  }

  close(): Promise<void> {
    this.closing.abort();
    return this.topics.close();
  }

  private async ask(): Promise<string | null> {
    try {
      const problems = await this.topics.problems();
      return problems.length === 0 ? null : problems.join('; ');
    } catch (error) {
      this.logger.debug({ err: error }, 'the brokers did not answer');
      return 'no broker answers';
    }
  }
}
