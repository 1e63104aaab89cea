import { afterEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ClientTCP, type TcpContext } from '@nestjs/microservices';
import { Problem } from '#contracts';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { firstValueFrom } from 'rxjs';
import { eventually } from '../../../test/kit/eventually.js';
import { RpcConnection } from './rpc-connection.js';
import { RPC_LIMITS } from './rpc-limits.js';
import { RpcServer, type RpcServerOptions } from './rpc-server.js';

Logger.overrideLogger(false); // Nest's client logs each connection that is lost
const TOKEN = 'a-service-token';
const admitCaller = (token: string | undefined): void => {
  if (token !== TOKEN) throw new Problem('service-token-invalid');
};
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Question {
  readonly serviceToken?: string;
  readonly text?: string;
}

/** Answers `length` with that of the text, to callers who show the token where one is wanted. */
async function serve(options: Partial<RpcServerOptions> = {}) {
  const ended: string[] = [];
  const rules = {
    host: '127.0.0.1',
    port: 0,
    admitCaller,
    serves: () => true,
    onEnd: (reason: string) => {
      ended.push(reason);
    },
    ...options,
  };
  const server = new RpcServer(rules);
  server.addHandler('length', ({ serviceToken, text: asked = '' }: Question, context: TcpContext) => {
    rules.admitCaller?.(serviceToken);
    const connection: unknown = context.getSocketRef();
    if (connection instanceof RpcConnection) connection.introduced();
    return Promise.resolve(asked.length);
  });
  await new Promise<void>((resolve, reject) => {
    server.listen((error) => {
      if (error === undefined) resolve();
      else reject(new Error('cannot listen', { cause: error }));
    });
  });
  closers.push(() => {
    server.close();
  });
  const port = server.boundPort();
  return { server, ended, port, dial: () => dial(port), client: () => client(port) };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  closers.push(() => {
    socket.destroy();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the other side has ended the connection: with a reset where something was on its way to it. */
function hungUp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.resume().once('close', () => {
      resolve();
    });
  });
}

function client(port: number): (question: Question) => Promise<unknown> {
  const one = new ClientTCP({ host: '127.0.0.1', port });
  closers.push(() => {
    one.close();
  });
  return (question) => firstValueFrom(one.send<unknown>('length', question));
}

const frame = (data: Question): string => {
  const json = JSON.stringify({ pattern: 'length', data, id: '1' });
  return `${String(json.length)}#${json}`;
};

describe('memory of the RPC port', () => {
  it('250 strangers with a megabyte each of an unfinished message take next to nothing', async () => {
    const { server, ended, dial: another } = await serve();
    const sockets = await Promise.all(Array.from({ length: 250 }, another));
    const euros = Buffer.from(`1060000#${'€'.repeat(350_000)}`);
    for (const socket of sockets) socket.write(euros);
    await Promise.all(sockets.map((socket) => text(socket).catch(() => '')));
    expect(ended).toEqual(sockets.map(() => 'too long'));
    expect(server.heldBytes).toBe(0);
  });

  it('holds at most 16 kB for each stranger, and counts bytes, not characters', async () => {
    const { server, ended, dial: another } = await serve();
    const sockets = await Promise.all(Array.from({ length: 20 }, another));
    for (const socket of sockets) socket.write(`1000000#${'€'.repeat(5000)}`);
    await eventually(() => {
      expect(server.heldBytes).toBeGreaterThan(20 * 15_000);
    });
    expect(server.heldBytes).toBeLessThanOrEqual(20 * RPC_LIMITS.strangerBytes);
    for (const socket of sockets) socket.write('€'.repeat(1000));
    await eventually(() => {
      expect(ended).toHaveLength(20);
    });
    expect(server.heldBytes).toBe(0);
  });

  it('takes a large first message of a caller who begins it with a token, and any large one of a caller who is known', async () => {
    const { ended, client: another } = await serve();
    const large = 'x'.repeat(1_000_000);
    expect(await another()({ serviceToken: TOKEN, text: large })).toBe(1_000_000);
    const known = another();
    expect(await known({ serviceToken: TOKEN })).toBe(0);
    expect(await known({ text: large, serviceToken: TOKEN })).toBe(1_000_000);
    await expect(another()({ serviceToken: 'another', text: large })).rejects.toThrow();
    await expect(another()({ text: large, serviceToken: TOKEN })).rejects.toThrow();
    expect(ended).toEqual(['too long', 'too long']);
  });

  it('hangs up at the first byte that shows that a message will be too long, or is none', async () => {
    const { ended, dial: another } = await serve();
    for (const [bytes, reason] of [
      ['9999999#', 'too long'],
      ['99999999', 'not a message'],
      ['-1#', 'not a message'],
      ['1e3#', 'not a message'],
      ['#', 'not a message'],
      ['2#{]', 'not a message'],
    ] as const) {
      const socket = await another();
      socket.write(bytes);
      await hungUp(socket);
      expect(ended.splice(0)).toEqual([reason]);
    }
  });

  it('all connections together hold no more than there is for all', async () => {
    const { server, ended, client: another, dial: stranger } = await serve({ limits: { allBytes: 100_000 } });
    const sockets = await Promise.all(Array.from({ length: 10 }, stranger));
    for (const socket of sockets) socket.write(`20000#${'x'.repeat(15_000)}`);
    await eventually(() => {
      expect(ended.length).toBeGreaterThanOrEqual(4);
    });
    expect(new Set(ended)).toEqual(new Set(['out of memory']));
    expect(server.heldBytes).toBeLessThanOrEqual(100_000);
    expect(await another()({ serviceToken: TOKEN, text: 'x' })).toBe(1);
  });

  it('a caller who asks and never reads the answers is let go', async () => {
    const {
      server,
      ended,
      dial: another,
    } = await serve({ limits: { strangerUnread: 10_000, introductionMs: 60_000 } });
    const socket = (await another()).pause();
    const unknownPattern = '25#{"pattern":"no","id":"1"}'.repeat(20_000);
    const asking = setInterval(() => {
      if (socket.writableLength < 1_000_000) socket.write(unknownPattern);
    }, 5);
    closers.push(() => {
      clearInterval(asking);
    });
    await eventually(() => {
      expect(ended).toEqual(['unread answers']);
    });
    expect(server.heldBytes).toBe(0);
  });

  it('reads a message whole however it is cut, and several that come at once', async () => {
    const { dial: another } = await serve();
    const socket = await another();
    const asked = Buffer.from(frame({ serviceToken: TOKEN, text: 'a€😀' }).repeat(3));
    for (const byte of asked.subarray(0, 120)) socket.write(Buffer.of(byte));
    socket.write(asked.subarray(120));
    let answers = '';
    socket.setEncoding('utf8').on('data', (more) => {
      answers += String(more);
    });
    await eventually(() => {
      expect(answers.match(/"response":4/g)).toHaveLength(3);
    });
  });
});

describe('time at the RPC port', () => {
  const limits = { introductionMs: 300, messageMs: 300, idleMs: 300 };
  const dripped = (socket: Socket): void => {
    const dripping = setInterval(() => {
      socket.write('x');
    }, 20);
    closers.push(() => {
      clearInterval(dripping);
    });
    socket.on('close', () => {
      clearInterval(dripping);
    });
  };

  it('a message has to be whole in time, however often something of it comes', async () => {
    const { ended, dial: another } = await serve({ limits: { messageMs: 300 } });
    const socket = await another();
    socket.write('9000#');
    dripped(socket);
    await hungUp(socket);
    expect(ended).toEqual(['too slow']);
  });

  it('who does not say who asks is let go in time, silent or with wrong tokens', async () => {
    const { ended, dial: another } = await serve({ limits });
    const [silent, wrong] = [await another(), await another()];
    wrong.write(frame({ serviceToken: 'wrong' }));
    await Promise.all([silent, wrong].map(hungUp));
    expect(ended).toEqual(['no introduction', 'no introduction']);
  });

  it('who is known may be silent for as long as it likes', async () => {
    const { server, ended, client: another, dial: stranger } = await serve({ limits });
    const known = another();
    expect(await known({ serviceToken: TOKEN })).toBe(0);
    // so long, twice, is more than any limit here
    for (let round = 0; round < 2; round++) await hungUp(await stranger());
    expect(ended).toEqual(['no introduction', 'no introduction']);
    await eventually(() => {
      expect(server.openConnections).toBe(1);
    });
    expect(await known({ serviceToken: TOKEN, text: 'xx' })).toBe(2);
  });

  it('where nobody needs to be known, who asks nothing more is let go, and the next question makes a new connection', async () => {
    const { server, ended, client: another } = await serve({ admitCaller: null, limits });
    const ask = another();
    expect(await ask({ text: 'x' })).toBe(1);
    await eventually(() => {
      expect(ended).toEqual(['idle']);
    });
    await eventually(() => {
      expect(server.openConnections).toBe(0);
    });
    await eventually(async () => {
      expect(await ask({ text: 'xx' })).toBe(2); // once the client has noticed, too
    });
  });
});

describe('connections of the RPC port', () => {
  it('one stranger too many ends the oldest stranger, never a known caller', async () => {
    const { server, ended, client: another, dial: stranger } = await serve({ limits: { strangers: 5 } });
    const known = another();
    expect(await known({ serviceToken: TOKEN })).toBe(0);
    const sockets: Socket[] = [];
    for (let index = 0; index < 7; index++) sockets.push((await stranger()).resume());
    await eventually(() => {
      expect(sockets.map(({ closed }) => closed)).toEqual([true, true, false, false, false, false, false]);
    });
    expect(ended).toEqual(['too many strangers', 'too many strangers']);
    expect(server.openConnections).toBe(6);
    expect(await known({ serviceToken: TOKEN, text: 'x' })).toBe(1);
  });

  it('there are no more than the limit', async () => {
    const { server, dial: stranger } = await serve({ limits: { connections: 2 } });
    const [first, second] = [await stranger(), await stranger()];
    await hungUp(await stranger());
    expect(server.openConnections).toBe(2);
    first.destroy();
    second.destroy();
  });

  it('a replica that may no longer answer sends its callers away once, and takes new ones', async () => {
    let serves = true;
    let checks = 0;
    const { server, client: another } = await serve({
      serves: () => {
        checks += 1;
        return serves;
      },
      limits: { messageMs: 1000 },
    });
    const known = another();
    expect(await known({ serviceToken: TOKEN })).toBe(0);
    await eventually(() => {
      expect(server.openConnections).toBe(1);
    });
    await eventually(() => {
      expect(checks).toBeGreaterThan(1);
    });
    serves = false;
    await eventually(() => {
      expect(server.openConnections).toBe(0);
    });
    await eventually(async () => {
      expect(await known({ serviceToken: TOKEN, text: 'x' })).toBe(1);
    });
  });
});
