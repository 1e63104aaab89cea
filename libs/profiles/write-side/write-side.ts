import { type Publishing } from '#event-store';
import { KeyringModule, type KeyringParts } from '#keyring';
import { type Publisher, type Subscriber } from '#messaging';
import { OperationsModule } from '#operations';
import { type Feature } from '#process';
import { PropagationModule } from '#propagation';

export interface WriteSideParts extends Omit<KeyringParts, 'publisher' | 'barrier'> {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
  readonly publishing: Publishing;
}

/** What takes commands, in every profile: once they are stored they are published, and confirmed by every replica. */
export function writeSide(parts: WriteSideParts): readonly Feature[] {
  const { publishing } = parts;
  const propagation = PropagationModule.forRoot({ ...parts, confirmTimeoutMs: parts.options.confirmTimeoutMs });
  const { barrier } = propagation;
  const keyring = KeyringModule.forRoot({ ...parts, publisher: publishing, barrier });
  const operations = OperationsModule.forRoot({ ...parts, publishing, barrier });
  return [propagation, keyring, operations];
}
