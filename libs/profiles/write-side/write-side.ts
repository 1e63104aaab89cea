import { EventStoreModule, type EventStoreParts, type PublishingLoop } from '#event-store';
import { KeyringModule, type KeyringParts } from '#keyring';
import { OperationsModule } from '#operations';
import { type Feature } from '#process';
import { PropagationModule } from '#propagation';

export interface WriteSideParts
  extends Omit<KeyringParts, 'publisher' | 'barrier'>, Omit<EventStoreParts, 'restoredApart'> {
  readonly subscriber: NonNullable<EventStoreParts['restoredApart']>;
  /** Whether the event store and the log can be restored apart: the store must not be behind the log then. */
  readonly restoredApart?: boolean;
}

/** What takes commands, in every profile: they are stored, published and confirmed by every replica. */
export function writeSide({ restoredApart = false, ...parts }: WriteSideParts): {
  readonly features: readonly Feature[];
  readonly publishing: PublishingLoop;
} {
  const { subscriber, options } = parts;
  const eventStore = EventStoreModule.forRoot({ ...parts, ...(restoredApart && { restoredApart: subscriber }) });
  const propagation = PropagationModule.forRoot({ ...parts, confirmTimeoutMs: options.confirmTimeoutMs });
  const { publishing } = eventStore;
  const { barrier } = propagation;
  const keyring = KeyringModule.forRoot({ ...parts, publisher: publishing, barrier });
  const operations = OperationsModule.forRoot({ ...parts, publishing, barrier });
  return { features: [eventStore, propagation, keyring, operations], publishing };
}
