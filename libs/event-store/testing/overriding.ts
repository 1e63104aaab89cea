import { type EventStore } from '../event-store.js';

/** `store`, some of its methods replaced: for what goes wrong around a real store. */
export function overriding(store: EventStore, overrides: Partial<EventStore>): EventStore {
  return {
    read: (stream, afterVersion, limit) => store.read(stream, afterVersion, limit),
    commitsAt: (stream, firstVersions) => store.commitsAt(stream, firstVersions),
    readStored: (stream, afterVersion) => store.readStored(stream, afterVersion),
    commitOf: (stream, commandId) => store.commitOf(stream, commandId),
    streamOf: (commandId) => store.streamOf(commandId),
    append: (stream, expectedVersion, events, options) => store.append(stream, expectedVersion, events, options),
    unpublishedOf: (stream) => store.unpublishedOf(stream),
    streamsWithUnpublished: (before, limit) => store.streamsWithUnpublished(before, limit),
    streamsSince: (at, after, limit) => store.streamsSince(at, after, limit),
    streamsOfOrg: (orgId, after, limit) => store.streamsOfOrg(orgId, after, limit),
    savePositions: (published) => store.savePositions(published),
    countUnpublished: () => store.countUnpublished(),
    oldestUnpublished: () => store.oldestUnpublished(),
    close: () => store.close(),
    ...overrides,
  };
}
