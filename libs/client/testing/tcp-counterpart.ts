import { type MessageHandler, ServerTCP, type TcpContext } from '@nestjs/microservices';
import { once } from 'node:events';
import { type AddressInfo, type Server } from 'node:net';
import { NEVER, of, throwError } from 'rxjs';
import { z } from 'zod';
import { counterpartOf } from './counterpart.js';
import {
  type ClosableVerifier,
  type Counterpart,
  type React,
  type VerifierOptions,
} from './remote-key-verifier.contract.js';

const payload = z.looseObject({ serviceToken: z.string().optional() });

/** Stands in for verification's RPC. `connect` makes a verifier that asks at `host` and `port`. */
export async function tcpCounterpart(
  react: React,
  connect: (options: VerifierOptions & { readonly host: string; readonly port: number }) => ClosableVerifier,
): Promise<Counterpart> {
  const connections: unknown[] = [];
  const verifyKey: MessageHandler<unknown, TcpContext> = async (sent, context) => {
    const { serviceToken, ...request } = payload.parse(sent);
    const socket = context?.getSocketRef();
    if (!connections.includes(socket)) connections.push(socket);
    const reply = await react({ serviceToken, request, connection: connections.indexOf(socket) });
    if (reply === 'silence') return NEVER;
    return 'status' in reply
      ? throwError(() => ({ status: reply.status, code: 'refused', detail: 'no' }))
      : of(reply.answer);
  };
  let port = 0;
  let server: ServerTCP | undefined;
  const comeBack = async (): Promise<void> => {
    const next = new ServerTCP({ host: '127.0.0.1', port });
    next.addHandler('verify-key', verifyKey);
    next.addHandler('verify-keys', verifyKey);
    await new Promise<void>((resolve) => {
      next.listen(() => {
        resolve();
      });
    });
    ({ port } = next.unwrap<Server>().address() as AddressInfo);
    server = next;
  };
  const leave = async (): Promise<void> => {
    const listener = server?.unwrap<Server>();
    if (listener?.listening !== true) return;
    const closed = once(listener, 'close');
    server?.close();
    await closed;
  };
  return counterpartOf({ comeBack, leave, connect: (host, options) => connect({ host, port, ...options }) });
}
