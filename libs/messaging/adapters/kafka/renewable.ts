import { KafkaClient } from './kafka-client.js';
import { type KafkaConnection } from './kafka-connection.js';

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

interface Current<T> {
  readonly client: KafkaClient;
  readonly handle: T;
  readonly connected: Promise<void>;
}

/** A producer or an admin that is connected at its first use, and replaced by a new one after every rejection. */
export class Renewable<T extends Connectable> {
  private current: Current<T> | undefined;
  private readonly ending = new Set<Promise<void>>();

  constructor(
    private readonly connection: KafkaConnection,
    private readonly make: (client: KafkaClient) => T,
  ) {}

  async use<R>(work: (handle: T) => Promise<R>): Promise<R> {
    const used = (this.current ??= this.open());
    try {
      await used.connected;
      return await work(used.handle);
    } catch (error) {
      if (this.current === used) this.discard(used);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.current !== undefined) this.discard(this.current);
    await Promise.all(this.ending);
  }

  private open(): Current<T> {
    const client = new KafkaClient(this.connection);
    const handle = this.make(client);
    const connected = handle.connect();
    connected.catch(() => undefined); // every use awaits it too
    return { client, handle, connected };
  }

  private discard({ client, handle }: Current<T>): void {
    this.current = undefined;
    const ended = client.end(handle).finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}
