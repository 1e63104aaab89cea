import { type FastifyPluginCallback } from 'fastify';
import { type AcceptedAnswer, Problem } from '#contracts';
import { Admission } from '../admission/admission.js';
import { type AdmissionOptions, type ApiUser } from '../admission/admission-options.js';
import { refusalAnswer } from '../admission/refusal-answer.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The verdict that let the request in, where a key did. */
    apiKey: AcceptedAnswer | null;
    /** The person whose user token let the request in. */
    apiUser: ApiUser | null;
  }
  interface FastifyContextConfig {
    /** What the key must have, whatever the route table says. */
    permission?: string;
  }
}

/**
 * Guards every route of the scope that it is registered in: those with a good key go on, with `request.apiKey` set, all
 * others are answered with a problem document: 401, 403 or 503. A route asks for a permission by
 * `config: { permission: 'reports.view' }`; without one, for what the route table says.
 */
export const keyward: FastifyPluginCallback<AdmissionOptions> = Object.assign(
  ((scope, options, done) => {
    const admission = new Admission(options);
    scope.decorateRequest('apiKey', null);
    scope.decorateRequest('apiUser', null);
    scope.addHook('onRequest', async (request, reply) => {
      const { method, originalUrl: target, ip: address, raw } = request;
      const asked = { method, target, address, rawHeaders: raw.rawHeaders };
      try {
        Object.assign(request, await admission.admit(asked, request.routeOptions.config.permission));
        return undefined;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const { status, headers, body } = refusalAnswer(error);
        return reply.code(status).headers(headers).send(JSON.stringify(body));
      }
    });
    done();
  }) satisfies FastifyPluginCallback<AdmissionOptions>,
  // for the scope that it is registered in, not for one of its own
  { [Symbol.for('skip-override')]: true, [Symbol.for('fastify.display-name')]: '@keyward/client' },
);
