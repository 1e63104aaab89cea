import { type FastifyReply } from 'fastify';

const NO_STORE = ['cache-control', 'no-store'] as const;

/**
 * Answers without Fastify's own way of sending, which costs as much as the verdict. For scopes where no hook waits for an answer.
 * @param headers name, value, name, value, …; X-Request-Id and Cache-Control: no-store are added.
 */
export function sendRaw(reply: FastifyReply, status: number, headers: readonly string[], body?: string): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(status, ['x-request-id', reply.request.id, ...NO_STORE, ...headers]).end(body);
  return reply;
}
