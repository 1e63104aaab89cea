import { describe, expect, it } from '@jest/globals';
import { replacingUpTo } from '../../replaces-up-to.js';
import { VolatileTopic } from './volatile-topic.js';

const NOW = new Date(0);
const record = (text: string) => ({ key: 'k', headers: {}, value: Buffer.from(text) });
const open = (): VolatileTopic =>
  new VolatileTopic({ name: 'verifiers', partitions: 1, cleanup: 'delete', retentionMs: -1 });
const held = (topic: VolatileTopic) => topic.read(0, 1000).map(({ value }) => value?.toString());

describe('a topic in memory', () => {
  it('holds no more memory for a value than its bytes', () => {
    const pooled = record('some bytes');
    expect(pooled.value.buffer.byteLength).toBeGreaterThan(pooled.value.byteLength);
    const topic = open();
    topic.append([pooled], NOW);
    const [kept] = topic.read(0, 1);
    expect(kept?.value).toEqual(pooled.value);
    expect(kept?.value?.buffer.byteLength).toBe(pooled.value.byteLength);
  });

  it('forgets what a record replaces once a newer one replaces that too, and nothing else', () => {
    const topic = open();
    topic.append([record('0'), record('1'), replacingUpTo(1, record('up to 1')), record('3')], NOW);
    expect(held(topic)).toEqual(['0', '1', 'up to 1', '3']);
    topic.append([replacingUpTo(1, record('up to 1, again')), replacingUpTo(0, record('up to 0'))], NOW);
    expect(topic.bounds()).toEqual({ first: 0, next: 6 });
    topic.append([replacingUpTo(3, record('up to 3'))], NOW);
    expect(held(topic)).toEqual(['up to 1', '3', 'up to 1, again', 'up to 0', 'up to 3']);
    expect(topic.bounds()).toEqual({ first: 2, next: 7 });
  });

  it('lets no record replace itself or what comes after it', () => {
    const topic = open();
    topic.append([record('0'), replacingUpTo(900, record('1')), replacingUpTo(901, record('2'))], NOW);
    expect(held(topic)).toEqual(['1', '2']);
  });
});
