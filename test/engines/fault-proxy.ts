import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { type Request, RequestReader } from './request-reader.js';

/** Kafka's numbers for requests that append and that ask for records. */
const PRODUCE = 0;
const FETCH = 1;
/** Of those that a proxy can refuse. */
const REFUSABLE = { listOffsets: 2, joinGroup: 11, heartbeat: 12, syncGroup: 14 } as const;

type State = 'open' | 'shut' | 'hanging';

/** A TCP proxy in front of an engine, for those who shall lose it while others keep it. */
export class FaultProxy {
  /** What clients connect to. */
  readonly address: string;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private state: State = 'open';
  private answersToLose = 0;
  private lostTopic: string | null = null;
  private readonly refusals = new Map<number, { readonly code: number; left: number }>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private readonly target: { readonly host: string; readonly port: number },
    private readonly speaks: 'kafka' | 'anything',
  ) {
    this.address = `127.0.0.1:${String(port)}`;
    server.on('connection', (client) => {
      this.connect(client);
    });
  }

  /**
   * @param target `host:port`
   * @param speaks what passes: of a broker's clients the proxy knows the requests, so that it can refuse one; all else
   * passes as it comes.
   */
  static async to(target: string, speaks: 'kafka' | 'anything' = 'anything'): Promise<FaultProxy> {
    const [host = '', port] = target.split(':');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref(); // a suite that could not start has nobody who removes its proxies, and must end all the same
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return new FaultProxy(server, address.port, { host, port: Number(port) }, speaks);
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

  /**
   * All connections break; of new ones those do that ask the broker for records of `topic`, as if only the leader of
   * its partitions were lost.
   */
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

  /** The next `count` requests of a kind are answered with Kafka's error `code`, and the broker never sees them. */
  refuse(kind: keyof typeof REFUSABLE, code: number, count = 1): void {
    this.refusals.set(REFUSABLE[kind], { code, left: count });
  }

  /** How many of those are still to come. */
  refusalsLeft(kind: keyof typeof REFUSABLE): number {
    return this.refusals.get(REFUSABLE[kind])?.left ?? 0;
  }

  /** How many clients are connected now. */
  get connections(): number {
    return this.pairs.size;
  }

  /** How many produce answers are still to be lost. */
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
      if (this.speaks === 'anything') {
        engine.write(chunk);
        return;
      }
      for (const request of reader.requestsIn(chunk)) {
        const refusal = this.refusal(request);
        if (refusal !== undefined) {
          client.write(refusal);
          continue;
        }
        if (this.lostTopic !== null && request.kind === FETCH && request.bytes.includes(this.lostTopic)) {
          end();
          return;
        }
        losing ||= request.kind === PRODUCE && this.answersToLose > 0;
        engine.write(request.bytes);
      }
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

  private refusal({ kind, correlation }: Request): Buffer | undefined {
    const refusal = this.refusals.get(kind);
    if (refusal === undefined || refusal.left === 0) return undefined;
    refusal.left--;
    return refused(kind, correlation, refusal.code);
  }

  private breakAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    this.pairs.clear();
  }
}

/**
 * Of an answer's body: how long it is, where the code stands, and what must be said before it. But for these, every
 * field is empty.
 */
const BODIES: ReadonlyMap<
  number,
  { readonly bytes: number; readonly code: number; readonly counts: readonly number[] }
> = new Map([
  [REFUSABLE.listOffsets, { bytes: 36, code: 18, counts: [4, 10] }], // of one topic, of one partition
  [REFUSABLE.joinGroup, { bytes: 20, code: 4, counts: [] }],
  [REFUSABLE.heartbeat, { bytes: 6, code: 4, counts: [] }],
  [REFUSABLE.syncGroup, { bytes: 10, code: 4, counts: [] }],
]);

/** What a broker answers that refuses with `code`, in the versions that kafkajs 2.2 speaks. */
function refused(kind: number, correlation: number, code: number): Buffer {
  const form = BODIES.get(kind);
  if (form === undefined) throw new RangeError(`no answer is known for requests of kind ${String(kind)}`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(4 + form.bytes, 0);
  head.writeInt32BE(correlation, 4);
  const body = Buffer.alloc(form.bytes);
  for (const at of form.counts) body.writeInt32BE(1, at);
  body.writeInt16BE(code, form.code);
  return Buffer.concat([head, body]);
}
