import { type Publisher, type Subscriber } from '#messaging';

/** Freezes what a process consumes and sends; whatever it answers from memory is untouched. */
export class Freezer {
  private frozen: Promise<void> = Promise.resolve();
  private release: () => void = () => undefined;

  freeze(): void {
    this.frozen = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  thaw(): void {
    this.release();
  }

  publisher(publisher: Publisher): Publisher {
    return {
      send: async (topic, records) => {
        await this.frozen;
        return publisher.send(topic, records);
      },
      close: () => publisher.close(),
    };
  }

  subscriber(subscriber: Subscriber): Subscriber {
    return {
      subscribe: (options) =>
        subscriber.subscribe({
          ...options,
          handle: async (records) => {
            await this.frozen;
            await options.handle(records);
          },
        }),
      endOf: (topic) => subscriber.endOf(topic),
      handledBy: (group, topic) => subscriber.handledBy(group, topic),
      close: () => subscriber.close(),
    };
  }
}
