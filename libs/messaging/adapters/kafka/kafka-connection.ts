/** Where the brokers are, and the credentials for them. */
export interface KafkaConnection {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** Names this service in the brokers' logs and quotas, and starts the ids of its broadcast groups. */
  readonly clientId: string;
  /** TLS with the system's authorities (`true`) or with the given PEM texts; default: plain TCP. */
  readonly tls?: true | KafkaTls;
  readonly sasl?: KafkaSasl;
  /** How long one request may take before it counts as failed and is tried again. Default 5 s. */
  readonly requestTimeoutMs?: number;
  /** Called for each request to a broker. */
  readonly observer?: KafkaObserver;
}

/** `api` is a request's name in Kafka's protocol, as `Produce`. */
export interface KafkaObserver {
  /** @param durationMs from when it was made to its answer, of whole milliseconds. */
  answered(api: string, durationMs: number): void;
  timedOut(api: string): void;
}

export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export const REQUEST_TIMEOUT_MS = 5000;
