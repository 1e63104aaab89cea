import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { RequestReader } from './request-reader.js';

/** Kafka's numbers for requests that append and that ask for records. */
const PRODUCE = 0;
const FETCH = 1;

type State = 'open' | 'shut' | 'hanging';

/** A TCP proxy in front of an engine, for those who shall lose it while others keep it. */
export class Door {
  /** What clients connect to. */
  readonly address: string;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private state: State = 'open';
  private answersToLose = 0;
  private lostTopic: string | null = null;

  private constructor(private readonly server: Server, readonly port: number, private readonly target: { readonly host: string; readonly port: number }) {
    this.address = `127.0.0.1:${String(port)}`;
    server.on('connection', (client) => { this.connect(client); });
  }

  /** @param target `host:port` */
  static async to(target: string): Promise<Door> {
    const [host = '', port] = target.split(':');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return new Door(server, address.port, { host, port: Number(port) });
  }

  /** Connections break, and new ones do. */
  shut(): void {
    this.state = 'shut';
    this.breakAll();
  }

  /** Connections stay, and new ones are accepted; nothing passes. */
  hang(): void {
    this.state = 'hanging';
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** All connections break; of new ones those do that ask the broker for records of `topic`, as if only the leader of its partitions were lost. */
  loseLeaderOf(topic: string): void {
    this.lostTopic = topic;
    this.breakAll();
  }

  /** What was held back passes now. */
  reopen(): void {
    this.state = 'open';
    this.lostTopic = null;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  /** The broker takes the next `count` produce requests, but its answers are lost and the connections with them. */
  loseProduceAnswers(count: number): void {
    this.answersToLose = count;
  }

  /** How many of those are still to come. */
  get answersStillToLose(): number {
    return this.answersToLose;
  }

  async remove(): Promise<void> {
    this.server.close();
    this.breakAll();
    await once(this.server, 'close');
  }

  private connect(client: Socket): void {
    if (this.state === 'shut') {
      client.destroy();
      return;
    }
    const engine = createConnection(this.target);
    const pair = [client, engine] as const;
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.setNoDelay(true).on('error', end).on('close', end);

    const reader = new RequestReader();
    let losing = false;
    client.on('data', (chunk) => {
      const kinds = reader.kindsIn(chunk);
      if (this.lostTopic !== null && kinds.includes(FETCH) && chunk.includes(this.lostTopic)) {
        end();
        return;
      }
      losing ||= kinds.includes(PRODUCE) && this.answersToLose > 0;
      engine.write(chunk);
    });
    engine.on('data', (chunk) => {
      if (!losing) {
        client.write(chunk);
        return;
      }
      this.answersToLose--;
      end();
    });
    if (this.state === 'hanging') for (const socket of pair) socket.pause();
  }

  private breakAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    this.pairs.clear();
  }
}
