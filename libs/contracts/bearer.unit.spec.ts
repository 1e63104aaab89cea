import { expect, it } from '@jest/globals';
import { bearerOf } from './bearer.js';

it.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   abc  ', 'abc'],
  ['Bearer a.b-c_d~e+f/g=', 'a.b-c_d~e+f/g='],
])('%j has a value', (header, value) => {
  expect(bearerOf(header)).toBe(value);
});

it.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Bearer    ',
  'Bearerabc',
  'Basic abc',
  'Bearer a b',
  'Bearer a\tb',
  'Bearer\tabc',
  ' Bearer abc',
  'Bearer \ta',
  'Bearer a\u00a0',
])('%j has none', (header) => {
  expect(bearerOf(header)).toBeUndefined();
});
