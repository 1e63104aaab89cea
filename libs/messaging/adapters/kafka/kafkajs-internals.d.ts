// What kafkajs-patched.ts knows of the inside of kafkajs 2.2.4, which has no types.
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: {
      readonly maxInFlightRequests: null;
      readonly requestTimeout: number;
      readonly enforceRequestTimeout: boolean;
      readonly clientId: string;
      readonly broker: string;
      readonly logger: unknown;
    });
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
    maybeThrottle(ms: number): void;
    push(request: {
      readonly entry: { readonly correlationId: number };
      readonly expectResponse: boolean;
      readonly sendRequest: () => void;
    }): void;
    destroy(): void;
  }
}

declare module 'kafkajs/src/network/connection.js' {
  import { type Socket } from 'node:net';
  export default class Connection {
    constructor(options: {
      readonly host: string;
      readonly port: number;
      readonly logger: unknown;
      readonly connectionTimeout: number;
      readonly requestTimeout: number;
      readonly socketFactory: (to: { host: string; port: number; onConnect: () => void }) => Socket;
    });
    readonly broker: string;
    readonly socket: Socket;
    chunks: Buffer[];
    bytesBuffered: number;
    bytesNeeded: number;
    isConnected(): boolean;
    connect: (this: Connection) => Promise<boolean>;
    processData: (this: Connection, data: Buffer) => void;
  }
}

declare module 'kafkajs/src/consumer/consumerGroup.js' {
  export default class ConsumerGroup {
    joinAndSync: (this: ConsumerGroup) => Promise<void>;
    leave(): Promise<void>;
  }
}
