import { describe } from '@jest/globals';
import { broadcastContract } from './broadcast.contract.js';
import { groupContract } from './group.contract.js';
import { publisherContract } from './publisher.contract.js';
import { refusalContract } from './refusal.contract.js';
import { type MessagingCapabilities, type OpenMessaging } from './stage.js';

export { type MessagingCapabilities, type MessagingProcess, type MessagingState, type OpenMessaging } from './stage.js';

/**
 * Everything that the publisher and subscriber ports promise, for the adapter `name`. An adapter's contract spec is one
 * call of this.
 */
export function messagingContract(
  name: string,
  openMessaging: OpenMessaging,
  { compactsAtOnce = false }: MessagingCapabilities = {},
): void {
  describe(`messaging: ${name}`, () => {
    publisherContract(openMessaging, { compactsAtOnce });
    groupContract(openMessaging);
    refusalContract(openMessaging);
    broadcastContract(openMessaging);
  });
}
