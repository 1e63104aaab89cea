import { expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { appModule } from './app.js';
import { Background } from './background.js';
import { LOGGER } from './logger.js';
import { READINESS, Readiness } from './readiness.js';
import { bind } from './token.js';

@Module({})
class Some {}

@Module({})
class Root {}

it('tasks start in the order of their features, behind those that features are given, and close in reverse', async () => {
  const seen: string[] = [];
  const task = (name: string) => ({
    start: () => void seen.push(`start ${name}`),
    close: () => Promise.resolve(void seen.push(`close ${name}`)),
  });
  const feature = (...names: readonly string[]) => ({
    module: Some,
    tasks: Object.fromEntries(names.map((name) => [name, task(name)])),
  });
  const app = appModule({
    features: [feature('loop', 'registry'), { module: Some }, feature('reader')],
    tasks: { store: task('store'), log: task('log') },
  });
  const surroundings = [bind(LOGGER, pino({ enabled: false })), bind(READINESS, new Readiness())];
  const root = {
    module: Root,
    global: true,
    imports: [app],
    providers: surroundings,
    exports: surroundings.map(({ provide }) => provide),
  };
  const context = await NestFactory.createApplicationContext(root, { logger: false });
  await context.get(Background).start();
  await context.close();
  const order = ['store', 'log', 'loop', 'registry', 'reader'];
  expect(seen).toEqual([...order.map((name) => `start ${name}`), ...order.toReversed().map((name) => `close ${name}`)]);
});

it('refuses two tasks of one name: one of them would neither start nor end', () => {
  const task = { close: () => Promise.resolve() };
  expect(() => appModule({ features: [{ module: Some, tasks: { store: task } }], tasks: { store: task } })).toThrow(
    'two tasks have one name',
  );
});
