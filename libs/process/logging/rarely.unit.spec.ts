import { expect, it } from '@jest/globals';
import { rarely } from './rarely.js';

it('what goes on and on is written once, and then with how often it came', () => {
  const written: number[] = [];
  const often = rarely(60_000, (times) => {
    written.push(times);
  });
  for (let time = 0; time < 100; time++) often();
  expect(written).toEqual([1]);
  const always = rarely(0, (times) => {
    written.push(times);
  });
  always();
  always();
  expect(written).toEqual([1, 1, 1]);
});
