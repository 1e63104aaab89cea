import { afterAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { GRPC_LIMITS } from '../../libs/verification/grpc/grpc-limits.js';
import { RPC_LIMITS } from '../../libs/verification/rpc/rpc-limits.js';
import { exchange } from '../kit/http.js';
import { eventually } from '../kit/eventually.js';
import { freePort } from '../profiles/free-port.js';
import { startStandalone } from '../profiles/standalone.js';

const MANY = 10_000;
const AT_ONCE = 100;
/** Further than MANY by so many, at HTTP. */
const TOO_MANY = 500;
const [rpcPort, grpcPort] = [await freePort(), await freePort()];
const { system, process: keyward } = await startStandalone({
  env: { TCP_PORT: String(rpcPort), GRPC_PORT: String(grpcPort), MAX_CONNECTIONS: String(MANY - TOO_MANY) },
});
const opened: Socket[] = [];
const endAll = (): void => {
  for (const socket of opened.splice(0)) socket.destroy();
};
afterAll(async () => {
  endAll();
  await system.stop();
});

const httpPort = Number(new URL(system.addressOf('/v1/verify')).port);
const residentBytes = (): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(keyward.pid)}/status`, 'utf8'))?.[1]);

async function dial(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', resolve).resume();
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve();
      else reject(error);
    });
    opened.push(socket);
  });
}

/** How long a verdict takes, of a caller who opens a connection for it. */
async function verdictMs(): Promise<number> {
  const askedAt = performance.now();
  const { status } = await exchange(
    system.addressOf('/v1/verify'),
    {
      method: 'POST',
      path: '/v1/verify',
      headers: { authorization: `Bearer ${system.serviceToken}` },
      body: { key: 'none' },
    },
    false,
  );
  expect(status).toBe(200);
  return performance.now() - askedAt;
}

const middleOf = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;

async function shown(metric: string): Promise<number> {
  const { text } = await exchange(system.addressOf('/metrics'), { path: '/metrics' });
  const line = text.split('\n').find((each) => each.startsWith(`${metric} `));
  return Number(line?.split(' ').at(-1) ?? NaN);
}

it.each([
  {
    door: 'HTTP',
    port: httpPort,
    open: 'keyward_http_connections',
    most: MANY - TOO_MANY,
    ended: 'keyward_http_connections_ended_total{reason="no request"}',
  },
  {
    door: 'RPC',
    port: rpcPort,
    open: 'keyward_rpc_connections',
    most: RPC_LIMITS.strangers,
    ended: 'keyward_rpc_connections_ended_total{reason="too many strangers"}',
  },
  {
    door: 'gRPC',
    port: grpcPort,
    open: 'keyward_grpc_connections',
    most: GRPC_LIMITS.strangers,
    ended: 'keyward_grpc_connections_ended_total{reason="too many strangers"}',
  },
])(
  '10,000 idle connections at $door take little, are told of, and keep nobody from a verdict',
  async ({ port, open, most, ended }) => {
    await verdictMs();
    const before = residentBytes();
    const times: number[] = [];
    for (let count = 0; count < MANY; count += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => dial(port)));
      if (count % (10 * AT_ONCE) === 0) times.push(await verdictMs());
    }
    await eventually(async () => {
      expect(await shown(ended)).toBeGreaterThanOrEqual(MANY - most);
    });
    expect(await shown(open)).toBeLessThanOrEqual(most);
    expect(await shown(open)).toBeGreaterThan(0);
    for (let again = 0; again < 10; again++) times.push(await verdictMs());
    expect(middleOf(times)).toBeLessThan(500);
    expect((residentBytes() - before) / MANY).toBeLessThan(16_384);
    endAll();
  },
);
