import { expect, it } from '@jest/globals';
import { type JWTPayload } from 'jose';
import { rememberingCheck } from './remembering-check.js';

const AT = Date.parse('2026-01-01T00:00:00Z');
const EXPIRES = AT / 1000 + 8;

function checking(outcome: () => Promise<JWTPayload>) {
  const asked: string[] = [];
  const check = rememberingCheck((token) => {
    asked.push(token);
    return outcome();
  });
  return {
    asked,
    ask: (token: string, seconds: number) => check(token, { currentDate: new Date(AT + seconds * 1000) }),
  };
}

it('a token that was right is checked again after ten seconds, or when it may have expired, or by an earlier clock', async () => {
  const long = checking(() => Promise.resolve({ sub: 'ann', exp: EXPIRES + 3600 }));
  for (const seconds of [0, 9.9, 10, -1]) expect(await long.ask('a', seconds)).toMatchObject({ sub: 'ann' });
  expect(long.asked).toHaveLength(3);
  const short = checking(() => Promise.resolve({ exp: EXPIRES - 7 }));
  for (const seconds of [0, 5.9, 6]) await short.ask('a', seconds);
  expect(short.asked).toHaveLength(2);
});

it('another token, and one that was refused, is checked each time', async () => {
  const right = checking(() => Promise.resolve({ exp: EXPIRES }));
  await right.ask('a', 0);
  await right.ask('b', 0);
  expect(right.asked).toEqual(['a', 'b']);
  const wrong = checking(() => Promise.reject(new Error('expired')));
  for (let attempt = 0; attempt < 2; attempt++) await expect(wrong.ask('a', 0)).rejects.toThrow('expired');
  expect(wrong.asked).toHaveLength(2);
});
