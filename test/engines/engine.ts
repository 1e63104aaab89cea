import { type FaultProxy } from './fault-proxy.js';

/** A server that tests run on, with the ways in which one can fail. */
export interface Engine {
  /** `host:port`, the same for as long as the engine lives. */
  readonly address: string;
  /** As `kill -9`: what it acknowledged must be there after `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** As SIGSTOP: connections stay open and nothing answers. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Ends it and forgets its data. Idempotent. */
  stop(): Promise<void>;
}

export type EngineKind = 'docker' | 'local';

/** `address` has those of all brokers, separated by commas, and what is done is done to all. */
export interface KafkaEngine extends Engine {
  readonly brokers: readonly Engine[];
  /** Those of the brokers. */
  readonly addresses: readonly string[];
  /** The proxy of that name: clients that connect to its address reach the broker through it alone. */
  proxy(name: string): FaultProxy;
}

export interface KafkaOptions {
  /** How many, each with a copy of every internal topic; default 1. */
  readonly brokers?: number;
  /** Names of ways into the first broker besides its own address, each with a proxy that can be shut. */
  readonly proxies?: readonly string[];
}

/** Starts engines of one kind, each with fresh data. Whoever starts one stops it. */
export interface Engines {
  kafka(options?: KafkaOptions): Promise<KafkaEngine>;
  mongo(): Promise<Engine>;
}
