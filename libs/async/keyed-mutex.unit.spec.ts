import { expect, it } from '@jest/globals';
import { KeyedMutex } from './keyed-mutex.js';

it('work for one key runs one at a time, in order, also after a failure', async () => {
  const mutex = new KeyedMutex();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} starts`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    mutex.run('k', work('a', true)),
    mutex.run('k', work('b')),
    mutex.run('k', work('c')),
  ]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

it('work for another key does not wait', async () => {
  const mutex = new KeyedMutex();
  let finish: (value: string) => void = () => undefined;
  const first = mutex.run(
    'a',
    () =>
      new Promise<string>((resolve) => {
        finish = resolve;
      }),
  );
  await expect(mutex.run('b', () => Promise.resolve('b'))).resolves.toBe('b');
  expect([mutex.isBusy('a'), mutex.isBusy('b')]).toEqual([true, false]);
  finish('a');
  await expect(first).resolves.toBe('a');
});

it('is idle when no work is left, whatever came meanwhile and however it ended', async () => {
  const mutex = new KeyedMutex();
  const done: string[] = [];
  const first = mutex.run('a', async () => {
    void mutex.run('b', () => Promise.resolve(done.push('b')));
    await Promise.resolve();
    throw new Error('a');
  });
  await Promise.all([mutex.idle(), expect(first).rejects.toThrow('a')]);
  expect(done).toEqual(['b']);
  expect([mutex.isBusy('a'), mutex.isBusy('b')]).toEqual([false, false]);
});
