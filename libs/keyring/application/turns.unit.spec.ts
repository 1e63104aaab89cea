import { expect, it } from '@jest/globals';
import { Turns } from './turns.js';

it('work for one key runs one at a time, in order, also after a failure', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const work = (name: string, fails = false) => async () => {
    log.push(`${name} starts`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const results = await Promise.allSettled([turns.take('k', work('a', true)), turns.take('k', work('b')), turns.take('k', work('c'))]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

it('work for another key does not wait', async () => {
  const turns = new Turns();
  let finish: (value: string) => void = () => undefined;
  const first = turns.take('a', () => new Promise<string>((resolve) => { finish = resolve; }));
  await expect(turns.take('b', () => Promise.resolve('b'))).resolves.toBe('b');
  finish('a');
  await expect(first).resolves.toBe('a');
});
