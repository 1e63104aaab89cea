import { expect, it } from '@jest/globals';
import { connectMongo } from '#mongo';
import { ownEngines } from '../../../../test/engines/index.js';
import { eventually } from '../../../../test/kit/eventually.js';
import { newEvents } from '../../testing/sample-events.js';
import { MongoEventStore } from './mongo-event-store.js';

it('keeps what it acknowledged, and goes on by itself, when the server is killed and comes back', async () => {
  const server = await (await ownEngines()).mongo();
  const connection = await connectMongo(`mongodb://${server.address}/keyward`);
  const store = await MongoEventStore.open(connection);
  const streams = Array.from({ length: 8 }, (_, n) => `acme/user-${String(n)}`);
  const acknowledged = new Map<string, number>();
  const writing = streams.map(async (stream) => {
    for (let version = 0; ; version++) {
      await store.append(stream, version, newEvents(1), { commandId: `c${String(version)}` });
      acknowledged.set(stream, version + 1);
    }
  });
  const failures = Promise.allSettled(writing);
  await eventually(
    () => {
      expect([...acknowledged.values()].reduce((sum, version) => sum + version, 0)).toBeGreaterThan(40);
    },
    { timeout: 20_000 },
  );
  await server.kill();
  await failures;
  await server.restart();
  for (const stream of streams) {
    const commits = await eventually(() => store.read(stream, 0), { timeout: 20_000 });
    expect(commits.map(({ firstVersion }) => firstVersion)).toEqual(commits.map((_, index) => index + 1));
    expect(commits.length).toBeGreaterThanOrEqual(acknowledged.get(stream) ?? 0);
    await store.append(stream, commits.length, newEvents(1), { commandId: 'after' });
  }
  await connection.close();
  await server.stop();
});
