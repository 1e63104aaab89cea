import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type Position } from '#contracts';
import { RoleDifferences } from './role-differences.js';
import { user, WriteSide, type WriteProcess } from './testing/write-side.js';
import { RecordVisitCommand, RecordVisitHandler } from './record-visit.js';

const visit = new RecordVisitCommand(user('ann'));

let side: WriteSide;
let lines: string[];

beforeEach(() => {
  side = new WriteSide();
  lines = [];
});
afterEach(() => side.close());

function handlerIn({ loop, keyrings, options }: WriteProcess): RecordVisitHandler {
  const logger = pino(
    { level: 'warn' },
    {
      write: (line) => {
        lines.push(line);
      },
    },
  );
  return new RecordVisitHandler(loop, keyrings, new RoleDifferences(new Registry(), logger, options), options, logger);
}

async function stored(): Promise<readonly string[]> {
  return (await side.store.read('acme/ann', 0)).flatMap(({ events }) => events.map(({ event }) => event.type));
}

it('a visit waits until the keys know of it', async () => {
  await handlerIn(side.process()).execute(visit);
  expect([await stored(), side.barrier.asked]).toEqual([['OwnerRoleChanged'], [{ partition: 0, offset: 0 }]]);
});

it('a visit whose news cannot be published is stored all the same, and does not keep the caller waiting', async () => {
  let publish: (position: Position) => void = () => undefined;
  await handlerIn(
    side.process({
      publisher: {
        publish: () =>
          new Promise<Position>((resolve) => {
            publish = resolve;
          }),
      },
      options: { confirmTimeoutMs: 600_000 },
    }),
  ).execute(visit);
  expect([await stored(), side.barrier.asked, lines]).toEqual([['OwnerRoleChanged'], [], []]);
  publish({ partition: 0, offset: 0 });
});

it('a visit that cannot be stored fails nothing; the log says whose', async () => {
  const { store } = side;
  const broken = {
    append: () => Promise.reject(new Error('disk full')),
    commitOf: store.commitOf.bind(store),
    read: store.read.bind(store),
    streamOf: store.streamOf.bind(store),
  };
  await handlerIn(side.process({ store: broken })).execute(visit);
  expect(lines).toEqual([expect.stringContaining('acme/ann')]);
});

it('a visit with nothing new waits for nothing', async () => {
  const handler = handlerIn(side.process());
  await handler.execute(visit);
  await handler.execute(visit);
  expect([await stored(), side.barrier.asked]).toEqual([['OwnerRoleChanged'], [{ partition: 0, offset: 0 }]]);
});

it('first visits at the same time, in several processes, are one', async () => {
  await Promise.all(Array.from({ length: 8 }, () => handlerIn(side.process()).execute(visit)));
  expect([await stored(), lines]).toEqual([['OwnerRoleChanged'], []]);
});
