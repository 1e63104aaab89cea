import { type ContactDirectory } from '#contracts';
import { type EventStore, type SnapshotStore, type StreamPublisher } from '#event-store';
import { type Peppers } from '#key-secret';
import { type PermissionCatalogue } from '#permissions';
import { type ProcessParts } from '#process';
import { type PropagationBarrier } from '#propagation';
import { type KeyringOptions } from './application/keyring-options.js';

export interface KeyringParts extends ProcessParts {
  readonly store: EventStore;
  readonly snapshots: SnapshotStore;
  readonly publisher: StreamPublisher;
  readonly barrier: PropagationBarrier;
  readonly contacts: ContactDirectory;
  readonly catalogue: PermissionCatalogue;
  readonly peppers: Peppers;
  readonly options: KeyringOptions;
  /** What allowances fill up by, in milliseconds. Default: the process's monotonic clock. */
  readonly monotonicMs?: () => number;
}
