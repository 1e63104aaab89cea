import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { Counter } from 'prom-client';
import { StartRefused } from '#env';
import { Failure } from '#async';
import { runWorkerThread } from '../run-worker-thread.js';

/** What becomes of the thread while it starts. */
export interface EchoData {
  readonly start: 'well' | 'refused' | 'ended';
}

export type EchoCalls = Readonly<{
  echo: (asked: unknown) => unknown;
  aFunction: (asked: null) => () => void;
  fail: (message: string) => never;
  later: (ms: number) => Promise<string>;
  now: (asked: null) => number;
  log: (line: string) => void;
  /** The answer of the main thread to what is asked. */
  askMain: (asked: string) => Promise<string>;
  setReady: (reason: string | null) => void;
  end: (how: 'throw' | 'exit' | 'failed task') => void;
}>;

export type MainCalls = Readonly<{ answer: (asked: string) => string; closed: (asked: null) => void }>;

runWorkerThread<MainCalls>(({ start }: EchoData, { clock, logger, metrics, main }) => {
  if (start === 'ended') process.exit(3);
  const counter = (name: string) => new Counter({ name, help: 'h', registers: [metrics] });
  counter('shared_total').inc(2);
  counter('of_thread_total').inc(7);
  const failure = new Failure();
  let reason: string | null = null;
  const calls: EchoCalls = {
    echo: (asked) => asked,
    aFunction: () => () => undefined,
    fail: (message) => {
      throw Object.assign(new RangeError(message), { errcode: 5 });
    },
    later: (ms) => pause(ms, 'later'),
    now: () => clock.now().getTime(),
    log: (line) => {
      logger.info(line);
    },
    askMain: (asked) => main.call('answer', asked),
    setReady: (told) => {
      reason = told;
    },
    end: (how) => {
      if (how === 'exit') process.exit(4);
      if (how === 'failed task') failure.fail(new Error('the log is gone'));
      else
        setImmediate(() => {
          throw new Error('a bug');
        });
    },
  };
  const echo = {
    start: () => {
      if (start === 'refused') throw new StartRefused('DATA_DIR: no');
    },
    notReady: () => reason,
    failed: failure.promise,
    close: async () => {
      await pause(1);
      main.tell('closed', null);
    },
  };
  return { tasks: { echo }, calls };
});
