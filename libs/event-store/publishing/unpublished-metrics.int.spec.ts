import { expect, it } from '@jest/globals';
import pino from 'pino';
import { Registry } from 'prom-client';
import { encodeEnvelope } from '#contracts';
import { FlakyPublisher, MemoryTopic } from '../../../test/kit/flaky-publisher.js';
import { SqliteEventStore } from '../adapters/sqlite/sqlite-event-store.js';
import { recordedFor } from '../commit-codec.js';
import { newEvents } from '../testing/sample-events.js';
import { createPublishingLoop } from './create-publishing-loop.js';

const HOUR_MS = 3_600_000;

it('how many commits are unpublished, and for how long the oldest has been there, shows until they are published', async () => {
  const store = SqliteEventStore.open(':memory:');
  const metrics = new Registry();
  const publishing = createPublishingLoop({
    store,
    publisher: new FlakyPublisher(new MemoryTopic()),
    logger: pino({ enabled: false }),
    metrics,
  });
  const shown = async () => {
    const values = await Promise.all(
      ['keyward_unpublished_commits', 'keyward_unpublished_commits_age_seconds'].map(
        async (name) => (await metrics.getSingleMetric(name)?.get())?.values[0]?.value,
      ),
    );
    return values.map((value) => Math.floor(value ?? NaN));
  };
  const past = (stream: string, agoMs: number) => ({
    stream,
    firstVersion: 1,
    commandId: stream,
    fingerprint: null,
    appendedAt: new Date(Date.now() - agoMs),
    envelopes: recordedFor(stream, 0, newEvents(1)).map(encodeEnvelope),
    position: null,
  });

  expect(await shown()).toEqual([0, 0]);
  await store.addPast([past('acme/ann', -HOUR_MS)]); // by a clock that is ahead
  expect(await shown()).toEqual([1, 0]);
  await store.addPast([past('acme/bob', HOUR_MS)]);
  expect(await shown()).toEqual([2, 3600]);
  await publishing.publish('acme/bob', 1);
  await publishing.publish('acme/ann', 1);
  await publishing.close();
  expect(await shown()).toEqual([0, 0]);
  await store.close();
});
