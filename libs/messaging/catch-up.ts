import { coversAll, type Positions } from '#contracts';
import { type Subscriber } from './subscriber.js';

/** Whether a group has handled all that its topic held when this was created, what it parked included. */
export class CatchUp {
  private isOver = false;

  private constructor(
    private readonly subscriber: Pick<Subscriber, 'handledBy'>,
    private readonly group: string,
    private readonly topic: string,
    private readonly target: Positions,
  ) {}

  static async of(subscriber: Pick<Subscriber, 'endOf' | 'handledBy'>, group: string, topic: string): Promise<CatchUp> {
    return new CatchUp(subscriber, group, topic, await subscriber.endOf(topic));
  }

  /** Rejects when the log cannot be asked. Once true, it stays true. */
  async isReached(): Promise<boolean> {
    this.isOver ||= coversAll(await this.subscriber.handledBy(this.group, this.topic), this.target);
    return this.isOver;
  }
}
