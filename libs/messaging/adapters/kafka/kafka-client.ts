import { isIP, type Socket, connect as connectTcp } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import kafkajs, {
  type Admin,
  type Consumer,
  type ConsumerConfig,
  type ISocketFactory,
  type Kafka,
  type KafkaConfig,
  type Producer,
  type ProducerConfig,
  type RequestEvent,
  type RequestTimeoutEvent,
  type SASLOptions,
} from 'kafkajs';
import { type KafkaConnection, type KafkaSasl, REQUEST_TIMEOUT_MS } from './kafka-connection.js';
import { patchedKafkajs } from './kafkajs-patched.js';

const KEEP_ALIVE_MS = 60_000;
const PATIENCE_MS = 2000;

/**
 * One kafkajs client with sockets of its own. Each producer, each admin and each life of a consumer has its own client,
 * so that none shares state with one that went wrong.
 */
export class KafkaClient {
  private readonly kafka: Kafka;
  private readonly sockets = new Set<Socket>();
  private isEnded = false;

  constructor(private readonly connection: KafkaConnection) {
    this.kafka = new patchedKafkajs.Kafka({ ...configOf(connection), socketFactory: this.socketsTo(connection) });
  }

  producer(config: ProducerConfig): Producer {
    const producer = this.kafka.producer(config);
    const { REQUEST, REQUEST_TIMEOUT } = producer.events;
    producer.on(REQUEST, this.answered);
    producer.on(REQUEST_TIMEOUT, this.timedOut);
    return producer;
  }

  consumer(config: ConsumerConfig): Consumer {
    const consumer = this.kafka.consumer(config);
    const { REQUEST, REQUEST_TIMEOUT } = consumer.events;
    consumer.on(REQUEST, this.answered);
    consumer.on(REQUEST_TIMEOUT, this.timedOut);
    return consumer;
  }

  admin(): Admin {
    const admin = this.kafka.admin();
    const { REQUEST, REQUEST_TIMEOUT } = admin.events;
    admin.on(REQUEST, this.answered);
    admin.on(REQUEST_TIMEOUT, this.timedOut);
    return admin;
  }

  /**
   * Disconnects gracefully, or destroys the sockets when that takes too long: kafkajs waits forever for a broker that
   * hangs. Never rejects. What is still tried again on this client fails then, and opens no socket any more.
   */
  async end(connected: Disconnectable): Promise<void> {
    const peaceful = new AbortController();
    const disconnected = connected
      .disconnect()
      .catch(() => undefined)
      .finally(() => {
        peaceful.abort();
      });
    await Promise.race([
      disconnected,
      setTimeout(PATIENCE_MS, undefined, { signal: peaceful.signal }).catch(() => undefined),
    ]);
    this.isEnded = true;
    for (const socket of this.sockets) socket.destroy(new Error('the connection was given up'));
  }

  private readonly answered = ({ payload: { apiName, pendingDuration, duration } }: RequestEvent): void => {
    this.connection.observer?.answered(apiName, pendingDuration + duration);
  };

  private readonly timedOut = ({ payload: { apiName } }: RequestTimeoutEvent): void => {
    this.connection.observer?.timedOut(apiName);
  };

  /** Sockets that this client can cut, and that send small requests at once. */
  private socketsTo({ tls }: KafkaConnection): ISocketFactory {
    return ({ host, port, onConnect }) => {
      if (this.isEnded) throw new Error('the connection was given up');
      const socket =
        tls === undefined
          ? connectTcp({ host, port }, onConnect)
          : connectTls(
              { host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...(tls === true ? {} : tls) },
              onConnect,
            );
      socket.setNoDelay(true);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      return socket;
    };
  }
}

interface Disconnectable {
  disconnect(): Promise<void>;
}

function configOf({
  brokers,
  clientId,
  tls,
  sasl,
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
}: KafkaConnection): KafkaConfig {
  const config: KafkaConfig = {
    clientId,
    brokers: [...brokers],
    ssl: tls !== undefined,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: requestTimeoutMs,
    authenticationTimeout: requestTimeoutMs,
    logLevel: kafkajs.logLevel.NOTHING, // what matters reaches the adapter as a rejection or an event
    retry: { retries: 2, initialRetryTime: 50, maxRetryTime: 500 },
  };
  return sasl === undefined ? config : { ...config, sasl: saslOf(sasl) };
}

function saslOf({ mechanism, username, password }: KafkaSasl): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}
