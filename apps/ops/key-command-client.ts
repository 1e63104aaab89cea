import { type ClientTls, type HttpAnswer, HttpConnections } from '#client';
import { z } from 'zod';
import { type ProcessAddress } from './processes-behind.js';
import { OpsFailure } from './usage.js';

const failure = z.looseObject({ code: z.string().optional(), message: z.string() });
const problem = z.object({ code: z.string(), detail: z.string() });

/** A process that hangs hides nothing of the others. What is posted may take as long as it takes. */
const ANSWERS_WITHIN_MS = 10_000;

/** One key-command, asked as a service. */
export class KeyCommandClient {
  /** What answers and errors call it. */
  readonly name: string;

  constructor(
    private readonly at: ProcessAddress,
    private readonly token: string,
    private readonly tls: ClientTls,
    private readonly answersWithinMs = ANSWERS_WITHIN_MS,
  ) {
    this.name = at.ip === undefined ? at.url : `${at.url} (${at.ip})`;
  }

  get<T>(path: string, answer: z.ZodType<T>): Promise<T> {
    return this.ask('GET', path, undefined, answer);
  }

  post<T>(path: string, body: object, answer: z.ZodType<T>): Promise<T> {
    return this.ask('POST', path, body, answer);
  }

  private async ask<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    answer: z.ZodType<T>,
  ): Promise<T> {
    const { status, text } = await this.send(method, path, body);
    const received = jsonOf(text);
    if (status !== 200) {
      const { code, detail } = problem.safeParse(received).data ?? {
        code: String(status),
        detail: 'Is this the address of key-command?',
      };
      throw new OpsFailure(`key-command at ${this.name} refuses: ${code}: ${detail}`);
    }
    const parsed = answer.safeParse(received);
    if (!parsed.success)
      throw new OpsFailure(
        `key-command at ${this.name} answers what this version cannot read: use the ops of its version.`,
      );
    return parsed.data;
  }

  private async send(method: 'GET' | 'POST', path: string, body: object | undefined): Promise<HttpAnswer> {
    const { url, ip } = this.at;
    const connections = new HttpConnections(new URL(path, url), this.tls, ip === undefined ? {} : { ip });
    const signal = method === 'GET' ? AbortSignal.timeout(this.answersWithinMs) : undefined;
    try {
      return await connections.ask({
        method,
        ...(signal !== undefined && { signal }),
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new OpsFailure(
        `key-command at ${this.name} cannot be reached (${signal?.aborted === true ? 'no answer in time' : reasonOf(error)}): check KEY_COMMAND_URL and that it runs. What it began it finishes; asking again does no harm.`,
        { cause: error },
      );
    } finally {
      connections.leave();
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The code of an error of the network, or its words. */
function reasonOf(error: unknown): string {
  const { code, message } = failure.safeParse(error).data ?? {};
  return code ?? message ?? 'unknown error';
}
