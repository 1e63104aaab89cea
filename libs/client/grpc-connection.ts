import { fromBinary } from '@bufbuild/protobuf';
import { Client, credentials, type Metadata, type ServiceError, status as Code } from '@grpc/grpc-js';
import { ErrorInfoSchema, StatusSchema } from '#protos';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { isIP } from 'node:net';
import { type ClientTls } from './client-tls.js';
import { type Connection } from './connections/balancer.js';
import { EndWhenIdle } from './connections/end-when-idle.js';

export interface GrpcPlace {
  readonly ip: string;
  readonly port: number;
  /** Whose certificate it has to show. */
  readonly host: string;
  readonly tls?: ClientTls | undefined;
}

export interface GrpcCall {
  /** Of the method. */
  readonly path: string;
  readonly message: Buffer;
}

/** An answer that is no verdict, with the code that it names. */
export class GrpcAnswered extends Error {
  constructor(
    readonly code: string,
    readonly isNoVerdict: boolean,
  ) {
    super(`verification answered ${code}`);
  }
}

/** One connection at a time to one address. It connects when it is asked, and again when it was lost. */
export class GrpcConnection implements Connection {
  private channel: Channel;
  private isOver = false;

  constructor(private readonly place: GrpcPlace) {
    this.channel = new Channel(place);
  }

  /**
   * Rejects with `GrpcAnswered`, or with whatever kept the question from being answered by `deadline`. It is asked once
   * more when the connection was lost meanwhile.
   */
  async ask(question: GrpcCall, metadata: Metadata, deadline: number): Promise<Buffer> {
    const { channel } = this;
    try {
      return await channel.ask(question, metadata, deadline);
    } catch (error) {
      if (error instanceof GrpcAnswered) throw error;
      this.replace(channel); // grpc-js would wait before it connects again
      if (this.isOver || Date.now() >= deadline) throw error;
      return this.channel.ask(question, metadata, deadline);
    }
  }

  leave(): void {
    this.isOver = true;
    this.channel.leave();
  }

  end(): void {
    this.isOver = true;
    this.channel.end();
  }

  private replace(lost: Channel): void {
    if (lost !== this.channel || this.isOver) return;
    lost.leave();
    this.channel = new Channel(this.place);
  }
}

class Channel {
  private readonly client: Client;
  private readonly questions = new EndWhenIdle(() => {
    this.end();
  });

  constructor({ ip, port, host, tls }: GrpcPlace) {
    const pem = (text: string | undefined): Buffer | null => (text === undefined ? null : Buffer.from(text));
    const secure =
      tls === undefined
        ? credentials.createInsecure()
        : credentials.createSsl(pem(tls.ca), pem(tls.key), pem(tls.cert));
    this.client = new Client(`${isIP(ip) === 6 ? `[${ip}]` : ip}:${String(port)}`, secure, {
      'grpc.use_local_subchannel_pool': 1, // else two connections to one address would be one
      'grpc.enable_retries': 0,
      'grpc.default_authority': host,
      ...(tls !== undefined && isIP(host) === 0 && { 'grpc.ssl_target_name_override': host }),
    });
  }

  async ask({ path, message }: GrpcCall, metadata: Metadata, deadline: number): Promise<Buffer> {
    this.questions.begin();
    try {
      return await new Promise((resolve, reject) => {
        this.client.makeUnaryRequest(path, asItIs, asItIs, message, metadata, { deadline }, (error, answer) => {
          if (answer === undefined) reject(failureOf(error));
          else resolve(answer);
        });
      });
    } finally {
      this.questions.finish();
    }
  }

  leave(): void {
    this.questions.leave();
  }

  end(): void {
    this.client.close();
  }
}

function asItIs(message: Buffer): Buffer {
  return message;
}

function failureOf(error: ServiceError | null): Error {
  if (error === null) return new Error('there was no answer');
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  if (!Buffer.isBuffer(bytes)) return error;
  const [info] = fromBinary(StatusSchema, bytes).details;
  const code = info && anyUnpack(info, ErrorInfoSchema)?.metadata['code'];
  return new GrpcAnswered(code ?? Code[error.code], error.code === Code.UNAVAILABLE);
}
