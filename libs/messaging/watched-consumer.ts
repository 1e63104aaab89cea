import { type IncomingRecord, type Positions, recordsBehind } from '#contracts';
import { type BroadcastOptions, type GroupOptions, type Subscriber } from './subscriber.js';

/** How far one subscription is, as the log shows it: counted is what was handled, not what was fetched. */
export class WatchedConsumer {
  readonly labels: { readonly topic: string; readonly group: string };
  /** Records that waited when it was last asked. */
  lag = 0;
  private readonly handledHere: Record<number, number>;
  private place = '';
  private progressAt = performance.now();
  private toldAt: number | null = null;

  constructor(
    private readonly subscriber: Pick<Subscriber, 'endOf' | 'handledBy'>,
    private readonly options: GroupOptions | BroadcastOptions,
  ) {
    this.labels = { topic: options.topic, group: options.mode === 'group' ? options.group : 'broadcast' };
    this.handledHere = options.mode === 'group' ? {} : { ...options.after };
  }

  async handle(records: readonly IncomingRecord[]): Promise<void> {
    await this.options.handle(records);
    for (const { partition, offset } of records) this.handledHere[partition] = offset;
  }

  /** Asks how many records wait. */
  async behind(): Promise<number> {
    const [end, handled] = await Promise.all([this.subscriber.endOf(this.options.topic), this.handled()]);
    const place = JSON.stringify(handled);
    this.lag = recordsBehind(handled, end);
    if (this.lag === 0 || place !== this.place) this.progressAt = performance.now();
    this.place = place;
    return this.lag;
  }

  /** For how long nothing was handled while records wait. */
  get stalledMs(): number {
    return this.lag === 0 ? 0 : performance.now() - this.progressAt;
  }

  /** Whether it is stalled for `limitMs`, and that was not said within that time. */
  isStalledAnew(limitMs: number): boolean {
    const now = performance.now();
    if (this.stalledMs < limitMs || (this.toldAt !== null && now - this.toldAt < limitMs)) return false;
    this.toldAt = now;
    return true;
  }

  /** Whether it handles records, and was said not to. */
  goesOnAgain(): boolean {
    if (this.toldAt === null || this.toldAt > this.progressAt) return false;
    this.toldAt = null;
    return true;
  }

  private handled(): Positions | Promise<Positions> {
    return this.options.mode === 'group'
      ? this.subscriber.handledBy(this.options.group, this.options.topic)
      : this.handledHere;
  }
}
