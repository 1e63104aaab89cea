import { type MessageHandler, ServerTCP, type TcpContext } from '@nestjs/microservices';
import { type AddressInfo, type Server } from 'node:net';
import { NEVER, of, throwError } from 'rxjs';
import { z } from 'zod';
import { TcpKeyVerifier } from './tcp-key-verifier.js';
import { keyVerifierContract } from './testing/key-verifier.contract.js';

const payload = z.looseObject({ serviceToken: z.string().optional() });

keyVerifierContract('TCP', async (react) => {
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
  const verifiers: TcpKeyVerifier[] = [];
  const comeBack = async (): Promise<void> => {
    const next = new ServerTCP({ host: '127.0.0.1', port });
    next.addHandler('verify-key', verifyKey);
    await new Promise<void>((resolve) => {
      next.listen(() => {
        resolve();
      });
    });
    ({ port } = next.unwrap<Server>().address() as AddressInfo);
    server = next;
  };
  const leave = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      server?.unwrap<Server>().once('close', resolve);
    });
    server?.close();
    await closed;
  };
  await comeBack();
  return {
    comeBack,
    leave,
    verifier: (options) => {
      const verifier = new TcpKeyVerifier({ host: '127.0.0.1', port, ...options });
      verifiers.push(verifier);
      return verifier;
    },
    close: async () => {
      await Promise.all(verifiers.map((verifier) => verifier.close()));
      if (server?.unwrap<Server>().listening === true) await leave();
    },
  };
});
