import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logging/create-logger.js';
import { Readiness } from './readiness.js';
import { Background, type BackgroundTask } from './background.js';

function started(tasks: (steps: string[]) => Readonly<Record<string, BackgroundTask>>) {
  const steps: string[] = [];
  const readiness = new Readiness();
  return {
    steps,
    readiness,
    background: new Background({
      tasks: tasks(steps),
      readiness,
      logger: createLogger({ level: 'fatal', name: 'test' }),
    }),
  };
}
const task = (steps: string[], name: string, more: Partial<BackgroundTask> = {}): BackgroundTask => ({
  start: () => {
    steps.push(`start ${name}`);
  },
  close: () => {
    steps.push(`close ${name}`);
    return Promise.resolve();
  },
  ...more,
});

describe('what runs in the background', () => {
  it('starts in order and closes in the reverse order', async () => {
    const { background, steps } = started((seen) => ({ store: task(seen, 'store'), log: task(seen, 'log') }));
    expect(await background.start()).toBe(true);
    await background.onApplicationShutdown();
    expect(steps).toEqual(['start store', 'start log', 'close log', 'close store']);
  });

  it('keeps the process from being ready until all of it is started', async () => {
    let begin: () => void = () => undefined;
    let reason: string | null = 'applying';
    const { background, readiness } = started((seen) => ({
      slow: task(seen, 'slow', {
        start: () =>
          new Promise((resolve) => {
            begin = resolve;
          }),
        notReady: () => reason,
      }),
    }));
    const starting = background.start();
    expect(readiness.reasons()).toEqual({ start: 'starting', slow: 'applying' });
    expect(background.isStarted).toBe(false);
    begin();
    await starting;
    expect([readiness.reasons(), background.isStarted]).toEqual([{ slow: 'applying' }, true]);
    reason = null;
    expect(readiness.reasons()).toEqual({});
  });

  it('a start that is stopped starts nothing more, and what fails then is no failure of the start', async () => {
    const { background, steps } = started((seen) => ({
      first: task(seen, 'first', {
        start: async () => {
          await background.onApplicationShutdown();
          throw new Error('closed meanwhile');
        },
      }),
      second: task(seen, 'second'),
    }));
    expect(await background.start()).toBe(false);
    expect(steps).toEqual(['close second', 'close first']);
  });

  it('what cannot be closed does not keep the others from it', async () => {
    const { background, steps } = started((seen) => ({
      store: task(seen, 'store'),
      broken: task(seen, 'broken', { close: () => Promise.reject(new Error('no broker')) }),
      log: task(seen, 'log'),
    }));
    await background.start();
    await background.onApplicationShutdown();
    expect(steps.slice(-2)).toEqual(['close log', 'close store']);
  });

  it('names the task that is being closed', async () => {
    const seenClosing: unknown[] = [];
    const { background } = started((seen) => ({
      store: task(seen, 'store'),
      log: task(seen, 'log', {
        close: () => {
          seenClosing.push(background.closing);
          return Promise.resolve();
        },
      }),
    }));
    await background.start();
    seenClosing.push(background.closing);
    await background.onApplicationShutdown();
    expect([...seenClosing, background.closing]).toEqual([null, 'log', null]);
  });

  it('has those answered who wait for any of it', async () => {
    const { background, steps } = started((seen) => ({
      store: task(seen, 'store'),
      barrier: task(seen, 'barrier', {
        answerWaiting: () => {
          seen.push('nobody waits');
        },
      }),
    }));
    await background.start();
    background.answerWaiting();
    expect(steps.at(-1)).toBe('nobody waits');
  });

  it('what keeps a task from starting is what keeps the process from it', async () => {
    const { background } = started((seen) => ({
      broken: task(seen, 'broken', { start: () => Promise.reject(new Error('no disk')) }),
    }));
    await expect(background.start()).rejects.toThrow('no disk');
  });
});
