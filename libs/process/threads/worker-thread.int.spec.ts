import { afterAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Counter } from 'prom-client';
import { StartRefused } from '#env';
import { eventually } from '../../../test/kit/eventually.js';
import { sourceWorker } from '../../../test/kit/source-worker.js';
import { AdjustableClock } from '../clocks.js';
import { BoundedRegistry } from '../metrics/bounded-registry.js';
import { type EchoCalls, type EchoData } from './testing/echo.worker.js';
import { WorkerThread } from './worker-thread.js';

const entry = sourceWorker(new URL('./testing/echo.worker.ts', import.meta.url));
const clock = new AdjustableClock();
const metrics = new BoundedRegistry(() => undefined);
const heard: string[] = [];

const echoThread = (start: EchoData['start']) =>
  new WorkerThread<EchoData, EchoCalls>({
    name: 'echo',
    entry,
    data: { start },
    clock,
    metrics,
    logger: pino({ level: 'silent', base: { name: 'test' } }),
    calls: {
      answer: (asked: string) => `${asked}!`,
      closed: () => heard.push('closed'),
    },
  });

describe('a thread of a process', () => {
  const thread = echoThread('well');
  let failed = false;
  thread.failed.catch(() => (failed = true));
  afterAll(() => thread.close());

  it('is ready when its tasks are, and names those that are not', async () => {
    expect(thread.notReady()).toBe('starting');
    await thread.start();
    await eventually(() => {
      expect(thread.notReady()).toBeNull();
    });
    await thread.thread.call('setReady', 'applying key events');
    await eventually(() => {
      expect(thread.notReady()).toBe('echo: applying key events');
    });
  });

  it('answers what is asked of it, and asks back', async () => {
    const asked = { at: new Date(0), bytes: new Uint8Array([1, 2]) };
    expect(await thread.thread.call('echo', asked)).toEqual(asked);
    expect(await thread.thread.call('askMain', 'well')).toBe('well!');
  });

  it('says what cannot be handed over, and hands over what was asked beside it', async () => {
    const asked = ['before', () => 'no data', 'after'].map((each) => thread.thread.call('echo', each));
    expect(await Promise.allSettled(asked)).toMatchObject([
      { value: 'before' },
      { reason: { name: 'DataCloneError' } },
      { value: 'after' },
    ]);
    await expect(thread.thread.call('aFunction', null)).rejects.toMatchObject({ name: 'DataCloneError' });
  });

  it('hands on what was thrown, with its codes', async () => {
    await expect(thread.thread.call('fail', 'locked')).rejects.toMatchObject({
      name: 'RangeError',
      message: 'locked',
      errcode: 5,
    });
  });

  it('has the clock of the process, whenever that is set', async () => {
    clock.set(new Date('2030-01-01T00:00:00Z'));
    expect(new Date(await thread.thread.call('now', null)).getUTCFullYear()).toBe(2030);
  });

  it('shows its metrics on the page of the process, those of one name added up', async () => {
    new Counter({ name: 'shared_total', help: 'h', registers: [metrics] }).inc(1);
    const page = await metrics.metrics();
    expect(page).toMatch(/^shared_total 3$/m);
    expect(page).toMatch(/^of_thread_total 7$/m);
  });

  it('ends its tasks before it ends, and that is no failure', async () => {
    await Promise.all([thread.close(), thread.close()]);
    expect(heard).toEqual(['closed']);
    expect(await metrics.metrics()).not.toContain('of_thread_total');
    await expect(thread.thread.call('now', null)).rejects.toThrow('ended');
    expect(failed).toBe(false);
  });

  it('that was never started is closed at once, and answers nobody', async () => {
    const never = echoThread('well');
    const waiting = never.call('now', null);
    await Promise.all([never.close(), expect(waiting).rejects.toThrow('the thread echo is closed')]);
  });

  it('answers what was asked before its start and before its end', async () => {
    const brief = echoThread('well');
    const early = brief.call('echo', 'early');
    await brief.start();
    expect(await early).toBe('early');
    const late = brief.call('later', 50);
    await Promise.resolve();
    await brief.close();
    expect(await late).toBe('later');
  });
});

describe('a thread that cannot start', () => {
  it('says why as if it were this one', async () => {
    const thread = echoThread('refused');
    let failed = false;
    thread.failed.catch(() => (failed = true)); // whoever listens ends the process, before it can say why
    const refusal: unknown = await thread.start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartRefused);
    expect(refusal).toMatchObject({ message: 'DATA_DIR: no' });
    expect(failed).toBe(false);
  });

  it('because it ended is missed', async () => {
    const thread = echoThread('ended');
    await expect(thread.start()).rejects.toThrow('the thread echo ended with code 3');
  });
});

describe('a thread that ends by itself', () => {
  it.each([
    ['throw', 'a bug'],
    ['exit', 'the thread echo ended with code 4'],
    ['failed task', 'the thread echo ended with code 1'],
  ] as const)('(%s) fails the process, and nobody waits for its answers', async (how, message) => {
    const thread = echoThread('well');
    await thread.start();
    thread.thread.tell('end', how);
    await expect(thread.failed).rejects.toMatchObject({ message });
    await expect(thread.thread.call('echo', 1)).rejects.toThrow(message);
  });
});
