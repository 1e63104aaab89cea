import { expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { bind, bindFactory, token } from './token.js';

class Cupboard {
  readonly shelves = 3;
}

const SIZE = token<number>('Size');
const LABEL = token<string>('Label');

it('what is bound to a token is what it stands for, and so is what a factory is made of', async () => {
  // @ts-expect-error a Size is no text
  bind(SIZE, '7');
  // @ts-expect-error a Label is no number
  bindFactory(LABEL, [SIZE], (size) => size);
  // @ts-expect-error a factory of a Size is not given a text
  bindFactory(LABEL, [SIZE], (size: string) => size);
  // @ts-expect-error a class stands for its instances
  bindFactory(Cupboard, [SIZE], (size) => size);

  @Module({
    providers: [
      bind(SIZE, 7),
      bindFactory(Cupboard, [], () => new Cupboard()),
      bindFactory(LABEL, [SIZE, Cupboard], (size, { shelves }) => `${String(size)} of ${String(shelves)}`),
    ],
  })
  class UnderTest {}
  const context = await NestFactory.createApplicationContext(UnderTest, { logger: false });
  expect(context.get<string>(LABEL)).toBe('7 of 3');
  await context.close();
});
