import { describe, expect, it } from '@jest/globals';
import { shownToken } from './shown-token.js';

describe('the token in the beginning of a message', () => {
  it.each([
    ['{"data":{"serviceToken":"abc","key":"x', 'abc'],
    ['{"serviceToken" \n:\t "abc"', 'abc'],
    [`{"serviceToken":"${'a'.repeat(512)}"`, 'a'.repeat(512)],
    ['{"serviceToken":7,"data":{"serviceToken":"abc"', 'abc'],
    ['{"name":"serviceToken","serviceToken":"abc"', 'abc'],
    ['{"serviceToken":"","a":{"serviceToken":"b"', 'b'],
  ])('is found in %j', (text, token) => {
    expect(shownToken(text)).toBe(token);
  });

  it.each([
    '',
    '{"key":"x',
    '{"serviceToken"',
    '{"serviceToken":',
    '{"serviceToken":"',
    '{"serviceToken":"abc',
    '{"serviceToken":""',
    '{"serviceToken":"a\\"b"',
    '{"serviceTokens":"abc"',
    '{serviceToken:"abc"',
    '{"serviceToken""abc"',
    `{"serviceToken":"${'a'.repeat(513)}"`,
  ])('is not found in %j', (text) => {
    expect(shownToken(text)).toBeUndefined();
  });

  it('is found without anything being kept of the message', () => {
    expect(/nothing of it/.test('nothing of it')).toBe(true);
    shownToken('{"serviceToken":"abc","key":"claribi_sk_live_a');
    expect(Reflect.get(RegExp, '$_')).toBe('nothing of it');
  });
});
