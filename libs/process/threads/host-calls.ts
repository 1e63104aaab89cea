import { type MessagePort } from 'node:worker_threads';
import { type LogLevel } from '../logging/create-logger.js';
import { type MetricValues } from '../metrics/included-metrics.js';

/** What a thread is given when it begins. */
export interface Handed<Data> {
  readonly data: Data;
  readonly logger: { readonly name: string; readonly level: LogLevel };
  /** Of each value of its metrics. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of an AdjustableClock; null: the system's. */
  readonly clock: SharedArrayBuffer | null;
  readonly host: MessagePort;
  readonly calls: MessagePort;
}

/** What the main thread asks of any thread. */
export type ThreadCalls = Readonly<{
  start: (asked: null) => Promise<void>;
  answerWaiting: (asked: null) => void;
  metrics: (asked: null) => Promise<readonly MetricValues[]>;
  /** Ends its tasks; the thread may be stopped then. */
  close: (asked: null) => Promise<void> | undefined;
}>;

/** What any thread tells the main thread. */
export type HostCalls = Readonly<{ notReady: (reason: string | null) => void }>;
