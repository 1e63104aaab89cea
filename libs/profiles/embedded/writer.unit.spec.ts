import { expect, it } from '@jest/globals';
import { VersionConflict } from '#event-store';
import { isOutage } from '#process';
import { type CallThread } from '#process/threads';
import { Writer } from './writer.js';

type Asked = Readonly<{ write: (nth: number) => Promise<number> }>;

it('has a thousand writes wait at most, and says then that the same may succeed later', async () => {
  let release: () => void = () => undefined;
  const disk = new Promise<void>((resolve) => {
    release = resolve;
  });
  const written: unknown[] = [];
  const thread = (async (_: string, nth: number) => {
    await disk;
    written.push(nth);
    return nth;
  }) as CallThread<Asked>;
  const writer = new Writer<Asked>(thread);
  const waiting = Array.from({ length: 1000 }, (_, nth) => writer.ask('write', nth));
  const refusal: unknown = await writer.ask('write', 1000).catch((error: unknown) => error);
  expect(isOutage(refusal)).toBe(true);
  release();
  expect(await Promise.all(waiting)).toEqual(Array.from({ length: 1000 }, (_, nth) => nth));
  expect(written).toHaveLength(1000);
  expect(await writer.ask('write', 1001)).toBe(1001);
});

it('throws what the thread threw, of its class, or as it is', async () => {
  const thrown = [
    Object.assign(new Error('acme/ann is at version 2, not 1'), { name: 'VersionConflict' }),
    Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 }),
  ];
  const writer = new Writer<Asked>(() => Promise.reject(thrown.shift() ?? new Error('no more')));
  await expect(writer.ask('write', 1)).rejects.toThrow(VersionConflict);
  await expect(writer.ask('write', 2)).rejects.toMatchObject({ errcode: 5 });
});
