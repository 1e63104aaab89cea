import { Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Sent as it stands: a header with several values goes out several times, the path is not normalised. */
export interface HttpRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body if it is JSON of any kind, else undefined. */
  readonly body: unknown;
}

const shared = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * @param base with `https` each exchange has a connection of its own, and Node's default authorities are trusted.
 * @param agent whose connections it uses, false: one of its own; default: those of the whole test.
 */
export function exchange(
  base: string,
  { method = 'GET', path, headers = {}, body, rawBody }: HttpRequest,
  agent: Agent | false = shared,
): Promise<Answer> {
  const payload = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const { protocol, hostname, port } = new URL(base);
  const isEncrypted = protocol === 'https:';
  const outgoing: Record<string, string | string[]> = {
    ...(payload === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const ask = isEncrypted ? httpsRequest : httpRequest;
    const options = { agent: isEncrypted ? false : agent, hostname, port, method, path, headers: outgoing };
    const request = ask(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = text !== '' && /^application\/([\w.-]+\+)?json\b/.test(response.headers['content-type'] ?? '');
        try {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: isJson ? (JSON.parse(text) as unknown) : undefined,
          });
        } catch (error) {
          reject(
            new Error(`${method} ${path}: no JSON, whatever its content-type says: ${text.slice(0, 300)}`, {
              cause: error,
            }),
          );
        }
      });
    });
    request.on('error', reject);
    request.end(payload);
  });
}
