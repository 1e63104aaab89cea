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

/** Starts engines of one kind, each with fresh data. Whoever starts one stops it. */
export interface Engines {
  kafka(): Promise<Engine>;
  mongo(): Promise<Engine>;
}
