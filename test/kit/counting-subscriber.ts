import { type Positions } from '#contracts';
import { type Subscriber } from '#messaging';

/** Hands on what `subscriber` gives, and counts the records of it. Closing it closes nothing. */
export class CountingSubscriber implements Subscriber {
  read = 0;

  constructor(private readonly subscriber: Subscriber) {}

  subscribe(options: Parameters<Subscriber['subscribe']>[0]): ReturnType<Subscriber['subscribe']> {
    return this.subscriber.subscribe({
      ...options,
      handle: (records) => {
        this.read += records.length;
        return options.handle(records);
      },
    });
  }

  endOf(topic: string): Promise<Positions> {
    return this.subscriber.endOf(topic);
  }

  handledBy(group: string, topic: string): Promise<Positions> {
    return this.subscriber.handledBy(group, topic);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
