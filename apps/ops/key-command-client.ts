import { z } from 'zod';
import { OpsFailure } from './usage.js';

const failure = z.looseObject({ message: z.string(), cause: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).optional() });
const problem = z.object({ code: z.string(), detail: z.string() });

/** One key-command, asked as a service. */
export class KeyCommandClient {
  constructor(readonly url: string, private readonly token: string) {}

  get<T>(path: string, answer: z.ZodType<T>): Promise<T> {
    return this.ask('GET', path, undefined, answer);
  }

  post<T>(path: string, body: object, answer: z.ZodType<T>): Promise<T> {
    return this.ask('POST', path, body, answer);
  }

  private async ask<T>(method: string, path: string, body: object | undefined, answer: z.ZodType<T>): Promise<T> {
    const response = await this.send(method, path, body);
    const received: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      const { code, detail } = problem.safeParse(received).data ?? { code: String(response.status), detail: 'Is this the address of key-command?' };
      throw new OpsFailure(`key-command at ${this.url} refuses: ${code}: ${detail}`);
    }
    const parsed = answer.safeParse(received);
    if (!parsed.success) throw new OpsFailure(`key-command at ${this.url} answers what this version cannot read: use the ops of its version.`);
    return parsed.data;
  }

  private async send(method: string, path: string, body: object | undefined): Promise<Response> {
    try {
      return await fetch(new URL(path, this.url), {
        method, redirect: 'error',
        headers: { authorization: `Bearer ${this.token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new OpsFailure(`key-command at ${this.url} cannot be reached (${reasonOf(error)}): check KEY_COMMAND_URL and that it runs. What it began it finishes; asking again does no harm.`, { cause: error });
    }
  }
}

/** The code of what fetch wraps, or its words. */
function reasonOf(error: unknown): string {
  const { cause, message } = failure.safeParse(error).data ?? {};
  return cause?.code ?? cause?.message ?? message ?? 'unknown error';
}
