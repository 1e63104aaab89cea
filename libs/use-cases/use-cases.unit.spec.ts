import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { Problem } from '#contracts';
import { UseCases } from './use-cases.js';

describe('use cases', () => {
  let metrics: Registry;
  let lines: string[];
  const useCases = (kind: 'command' | 'query', level = 'debug') =>
    new UseCases({ kind, metrics, logger: pino({ level }, { write: (line) => void lines.push(line) }) });
  const counts = async (name: string) =>
    (await metrics.getSingleMetricAsString(name)).split('\n').filter((line) => !line.startsWith('#'));
  const refuse = (error: Error) => () => Promise.reject(error);

  beforeEach(() => {
    metrics = new Registry();
    lines = [];
  });

  it('are counted by what came of them, and hand on what they answer or reject with', async () => {
    const queries = useCases('query');
    expect(await queries.run('ListKeys', () => Promise.resolve(7))).toBe(7);
    const notFound = new Problem('key-not-found');
    await expect(queries.run('GetKey', refuse(notFound))).rejects.toBe(notFound);
    const outage = new Error('the store is away');
    await expect(queries.run('GetKey', refuse(outage))).rejects.toBe(outage);
    expect(await counts('keyward_queries_total')).toEqual([
      'keyward_queries_total{query="ListKeys",outcome="done"} 1',
      'keyward_queries_total{query="GetKey",outcome="key-not-found"} 1',
      'keyward_queries_total{query="GetKey",outcome="failed"} 1',
    ]);
  });

  it('have the outcome that their answer shows', async () => {
    await useCases('command').run(
      'RevokeKey',
      () => Promise.resolve({ how: 'replayed' }),
      ({ how }) => how,
    );
    expect(await counts('keyward_commands_total')).toEqual([
      'keyward_commands_total{command="RevokeKey",outcome="replayed"} 1',
    ]);
  });

  it('are counted together, whichever feature of the process they are of', async () => {
    for (const feature of [useCases('query'), useCases('query')])
      await feature.run('ListKeys', () => Promise.resolve(null));
    expect(await counts('keyward_queries_total')).toEqual(['keyward_queries_total{query="ListKeys",outcome="done"} 2']);
  });

  it('are logged at debug level by name, outcome and duration, never with an answer or a reason', async () => {
    const SECRET = 'claribi_sk_live_secret';
    await useCases('query').run('GetKey', () => Promise.resolve({ secret: SECRET }));
    await expect(useCases('query').run('GetKey', refuse(new Error(SECRET)))).rejects.toThrow();
    await useCases('query', 'info').run('GetMe', () => Promise.resolve(null));
    const line = { level: 20, query: 'GetKey', durationMs: expect.any(Number), msg: 'a query was handled' };
    expect(lines.map((each): unknown => JSON.parse(each))).toEqual([
      expect.objectContaining({ ...line, outcome: 'done' }),
      expect.objectContaining({ ...line, outcome: 'failed' }),
    ]);
    expect(lines.join('')).not.toContain(SECRET);
    expect(await metrics.metrics()).not.toContain(SECRET);
  });
});
