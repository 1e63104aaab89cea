import { type AcceptedAnswer, Problem } from '#contracts';
import { Admission } from '../admission/admission.js';
import { type AdmissionOptions, type ApiUser } from '../admission/admission-options.js';
import { refusalAnswer } from '../admission/refusal-answer.js';

declare global {
  // the name by which Express types are extended
  namespace Express {
    interface Request {
      /** The verdict that let the request in, where a key did. */
      apiKey?: AcceptedAnswer;
      /** The person whose user token let the request in. */
      apiUser?: ApiUser;
    }
  }
}

export interface RequireApiKeyOptions extends AdmissionOptions {
  /** What the key must have, whatever the route table says. Default: what the route table asks for. */
  readonly permission?: string | undefined;
}

/** A request of Express, or of whatever else hands on Node's own. */
export interface ExpressRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly originalUrl?: string;
  readonly rawHeaders: readonly string[];
  readonly ip?: string | undefined;
  apiKey?: AcceptedAnswer;
  apiUser?: ApiUser;
}

export interface ExpressResponse {
  setHeader(name: string, value: string): unknown;
  statusCode: number;
  end(body: string): unknown;
}

/**
 * Lets requests with a good key on to what follows, with `request.apiKey` set, and answers all others with a problem
 * document: 401, 403 or 503. What is no refusal but a fault of the verifier goes to `next`.
 */
export function requireApiKey({
  permission,
  ...options
}: RequireApiKeyOptions): (
  request: ExpressRequest,
  response: ExpressResponse,
  next: (error?: unknown) => void,
) => void {
  const admission = new Admission(options);
  return (request, response, next) => {
    const { method = '', url = '', originalUrl: target = url, rawHeaders, ip: address } = request;
    admission.admit({ method, target, rawHeaders, address }, permission).then(
      (admitted) => {
        Object.assign(request, admitted);
        next();
      },
      (error: unknown) => {
        if (error instanceof Problem) refuse(response, error);
        else next(error);
      },
    );
  };
}

function refuse(response: ExpressResponse, problem: Problem): void {
  const { status, headers, body } = refusalAnswer(problem);
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(JSON.stringify(body));
}
