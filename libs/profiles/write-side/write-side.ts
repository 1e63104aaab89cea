import { EventStoreModule, type EventStoreParts, type PublishingLoop } from '#event-store';
import { KeyringModule, type KeyringParts } from '#keyring';
import { type Subscriber } from '#messaging';
import { OperationsModule } from '#operations';
import { type Feature } from '#process';
import { PropagationModule } from '#propagation';

export interface WriteSideParts extends Omit<KeyringParts, 'publisher' | 'barrier'>, EventStoreParts {
  readonly subscriber: Subscriber;
}

/** What takes commands, in every profile: they are stored, published and confirmed by every replica. */
export function writeSide(parts: WriteSideParts): {
  readonly features: readonly Feature[];
  readonly publishing: PublishingLoop;
} {
  const eventStore = EventStoreModule.forRoot(parts);
  const { publishing } = eventStore;
  const propagation = PropagationModule.forRoot({ ...parts, confirmTimeoutMs: parts.options.confirmTimeoutMs });
  const { barrier } = propagation;
  const keyring = KeyringModule.forRoot({ ...parts, publisher: publishing, barrier });
  const operations = OperationsModule.forRoot({ ...parts, publishing, barrier });
  return { features: [eventStore, propagation, keyring, operations], publishing };
}
