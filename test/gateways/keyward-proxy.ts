import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** Between a gateway and Keyward: counts the gateway's connections, and takes Keyward away from it. */
export class KeywardProxy {
  /** How many connections the gateway has opened so far. */
  opened = 0;
  private state: 'open' | 'shut' | 'hanging' = 'open';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private target: number,
  ) {
    server.on('connection', (gateway) => {
      this.connect(gateway);
    });
  }

  /** @param port Keyward's */
  static async to(port: number): Promise<KeywardProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return new KeywardProxy(server, address.port, port);
  }

  open(): void {
    this.become('open');
  }

  /** To the Keyward at `port` from now on; returns the port that it led to before. */
  leadTo(port: number): number {
    const before = this.target;
    this.target = port;
    this.become('open');
    return before;
  }

  /** Connections break, and new ones do. */
  shut(): void {
    this.become('shut');
  }

  /** New connections are accepted, and nothing is answered. */
  hang(): void {
    this.become('hanging');
  }

  async remove(): Promise<void> {
    this.server.close();
    this.become('shut');
    await once(this.server, 'close');
  }

  private become(state: 'open' | 'shut' | 'hanging'): void {
    this.state = state;
    for (const socket of this.sockets) socket.destroy();
  }

  private connect(gateway: Socket): void {
    this.opened++;
    if (this.state === 'shut') {
      gateway.destroy();
      return;
    }
    this.keep(gateway);
    if (this.state === 'hanging') return;
    const keyward = createConnection({ host: '127.0.0.1', port: this.target });
    this.keep(keyward);
    gateway.pipe(keyward).pipe(gateway);
    gateway.once('close', () => keyward.destroy());
    keyward.once('close', () => gateway.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket
      .setNoDelay(true)
      .on('error', () => socket.destroy())
      .once('close', () => this.sockets.delete(socket));
  }
}
