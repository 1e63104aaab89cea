import {
  create,
  type DescMessage,
  type DescMethod,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import {
  type CallOptions,
  type ChannelCredentials,
  Client,
  type ClientDuplexStream,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema, StatusSchema, Verification } from '#protos';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { createRegistry } from '@bufbuild/protobuf';

const asItIs = (bytes: Buffer): Buffer => bytes;
const DETAILS = createRegistry(ErrorInfoSchema, BadRequestSchema, RetryInfoSchema);

export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: number,
    message: string,
    /** The messages of `grpc-status-details-bin`. */
    readonly details: readonly object[],
  ) {
    super(message);
  }
}

type Method = DescMethod & { readonly input: DescMessage; readonly output: DescMessage };
const pathOf = ({ parent, name }: DescMethod): string => `/${parent.typeName}/${name}`;

/** A client of nobody's making: bytes in, bytes out, and everything that a status tells. */
export class GrpcCaller {
  readonly client: Client;

  constructor(
    port: number,
    private readonly metadata: Readonly<Record<string, string>> = {},
    secure: ChannelCredentials = credentials.createInsecure(),
  ) {
    this.client = new Client(`127.0.0.1:${String(port)}`, secure, {
      'grpc.use_local_subchannel_pool': 1,
      'grpc.initial_reconnect_backoff_ms': 50,
    });
  }

  bytes(path: string, message: Buffer, options: CallOptions = {}): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const { client } = this;
      client.makeUnaryRequest(path, asItIs, asItIs, message, this.sent(), options, (error, answer) => {
        if (answer === undefined) reject(failureOf(error));
        else resolve(answer);
      });
    });
  }

  async ask<M extends Method>(
    method: M,
    message: MessageInitShape<M['input']>,
    options?: CallOptions,
  ): Promise<MessageShape<M['output']>> {
    const bytes = Buffer.from(toBinary(method.input, create(method.input, message)));
    return fromBinary(method.output, await this.bytes(pathOf(method), bytes, options)) as MessageShape<M['output']>;
  }

  open(method: Method, options: CallOptions = {}): ClientDuplexStream<Buffer, Buffer> {
    return this.client.makeBidiStreamRequest(pathOf(method), asItIs, asItIs, this.sent(), options);
  }

  close(): Promise<void> {
    this.client.close();
    return Promise.resolve();
  }

  private sent(): Metadata {
    const sent = new Metadata();
    for (const [name, value] of Object.entries(this.metadata)) sent.set(name, value);
    return sent;
  }
}

export const VERIFY = pathOf(Verification.method.verify);

export function failureOf(error: unknown): Failure {
  const { code = -1, details = '', metadata } = (error ?? {}) as Partial<ServiceError>;
  const [bytes] = metadata?.get('grpc-status-details-bin') ?? [];
  const status = Buffer.isBuffer(bytes) ? fromBinary(StatusSchema, bytes) : undefined;
  return new Failure(code, details, status?.details.map((any) => anyUnpack(any, DETAILS) ?? any) ?? []);
}
