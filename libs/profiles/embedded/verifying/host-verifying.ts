import { TOPICS } from '#contracts';
import { type Subscription } from '#messaging';
import { type CallThread } from '#process/threads';
import { type EmbeddedProfile } from '../open-embedded.js';
import { withBuffer } from './with-buffer.js';
import { type VerifyingCalls, type VerifyingHost } from './verifying-calls.js';

type Profile = Pick<EmbeddedProfile, 'publisher' | 'subscriber' | 'stores' | 'onKeyEvents'>;

export interface ToThread {
  readonly call: CallThread<VerifyingCalls>;
  readonly tell: (name: 'grown', asked: null) => void;
}

/**
 * What the main thread does for a thread that gives verdicts.
 * @returns what it answers, and what ends all of it once the thread has ended.
 */
export function hostVerifying(
  { publisher, subscriber, stores, onKeyEvents }: Profile,
  thread: () => ToThread,
): { readonly calls: VerifyingHost; readonly end: () => void } {
  const followed = new Map<number, Subscription>();
  const forget = onKeyEvents(() => {
    thread().tell('grown', null);
  });
  const unfollow = async (id: number): Promise<void> => {
    const subscription = followed.get(id);
    followed.delete(id);
    await subscription?.close();
  };
  return {
    calls: {
      send: ({ topic, records }) => publisher.send(topic, records.map(withBuffer)),
      endOfRegistry: () => subscriber.endOf(TOPICS.verifiers.name),
      follow: async ({ id, after }) => {
        const subscription = await subscriber.subscribe({
          topic: TOPICS.verifiers.name,
          mode: 'broadcast',
          after,
          // what the thread throws ends the thread by itself
          handle: (records) => thread().call('registry', { id, records }),
        });
        followed.set(id, subscription);
      },
      unfollow,
      apply: (batch) => stores.verification.apply(...batch),
    },
    end: () => {
      forget();
      for (const id of followed.keys()) void unfollow(id);
    },
  };
}
