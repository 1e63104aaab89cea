import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ClientTls } from './client-tls.js';
import { type Connection } from './connections/balancer.js';

export interface HttpQuestion {
  readonly method: 'GET' | 'POST';
  /** Default: that of the address. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Default: it may take as long as it takes. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

export interface HttpConnectionsOptions {
  /** Where the host of the address is. Default: what the system's resolver says, at each connection. */
  readonly ip?: string;
  /** Further questions wait. Default: no limit. */
  readonly maxConnections?: number;
}

/** Connections to one server, kept for further questions until they are left. */
export class HttpConnections implements Connection {
  private readonly agent: HttpAgent;

  constructor(
    private readonly url: URL,
    tls: ClientTls = {},
    { ip, maxConnections = Infinity }: HttpConnectionsOptions = {},
  ) {
    const options = { keepAlive: true, maxSockets: maxConnections, ...(ip !== undefined && { lookup: always(ip) }) };
    this.agent = this.isSecure ? new HttpsAgent({ ...options, ...tls }) : new HttpAgent(options);
  }

  /**
   * Follows no redirection. A question on a connection that was kept is asked once more when that is lost: the server
   * may have closed it meanwhile.
   */
  async ask(question: HttpQuestion): Promise<HttpAnswer> {
    try {
      return await this.send(question);
    } catch (error) {
      if (!(error instanceof KeptConnectionLost)) throw error;
      return this.send(question);
    }
  }

  /** Ends those that are idle now, and the others after their answers. */
  leave(): void {
    this.agent.keepSocketAlive = () => false;
    for (const sockets of Object.values(this.agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }

  /** Ends all of them; open questions have no answer. */
  end(): void {
    this.agent.destroy();
  }

  private get isSecure(): boolean {
    return this.url.protocol === 'https:';
  }

  private send({ method, path, headers, body, signal }: HttpQuestion): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const options = {
        method,
        ...(path !== undefined && { path }),
        agent: this.agent,
        headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
        ...(signal !== undefined && { signal }),
      };
      const request = (this.isSecure ? requestHttps : requestHttp)(this.url, options, (response) => {
        const {
          statusCode = 0,
          headers: { 'retry-after': retryAfter },
        } = response;
        text(response).then((content) => {
          resolve({ status: statusCode, retryAfter, text: content });
        }, reject);
      });
      request.on('error', (error) => {
        reject(
          request.reusedSocket && signal?.aborted !== true
            ? new KeptConnectionLost('a kept connection was lost', { cause: error })
            : error,
        );
      });
      request.end(body);
    });
  }
}

class KeptConnectionLost extends Error {}

function always(ip: string): LookupFunction {
  const family = isIPv6(ip) ? 6 : 4;
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [{ address: ip, family }]);
    else callback(null, ip, family);
  };
}
