import { type Problem, problemHeaders, statusOf } from '#contracts';
import { type FastifyReply } from 'fastify';
import { problemDocument } from './problem-document.js';

/** Answers with `problem`, from a Nest filter and from a plain route alike. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { id } = reply.request;
  // a string would get a charset, which JSON has not
  const bytes = Buffer.from(JSON.stringify(problemDocument(problem, id)));
  return reply
    .code(statusOf(problem))
    .headers({ ...problemHeaders(problem), 'x-request-id': id })
    .send(bytes);
}
